import * as vscode from 'vscode';
import { answerText, findAnswer } from '../../core/conversation/conversation.ts';
import { findCodeBlocks } from '../../core/insertion/code-blocks.ts';
import { createSourceReader } from '../../core/insertion/source-reader.ts';
import { type TerminalCommand, terminalCommands } from '../../core/insertion/terminal-commands.ts';
import { streamThrough } from '../../core/insertion/text-machine.ts';
import { followPiece, isWhole, textBefore } from './answer-piece.ts';
import type { ReadPiece } from './pick-code.ts';

/** Commands, and the text they were read from. */
export interface ReadCommands {
  commands: readonly TerminalCommand[];
  source: string;
}

/** The commands in a piece of an answer. Waits for all of the piece; undefined when the user does not want to wait. */
export async function readCommands(read: ReadPiece): Promise<ReadCommands | undefined> {
  const { session, answerId, offset } = read.piece;
  const source = isWhole(read.piece)
    ? await wholeText(read)
    : await vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: 'Runnel: waiting for the end of the commands, to put one into the terminal',
          cancellable: true,
        },
        (_progress, token) => wholeText(read, token),
      );
  if (source === undefined) return undefined;
  const answer = findAnswer(session.conversation, answerId);
  const [block] = offset === undefined || !answer ? [] : findCodeBlocks(answerText(answer).slice(offset));
  const tag = /^[^\s{,:]*/.exec(block?.info ?? '')?.[0] ?? '';
  return { commands: terminalCommands(source, tag), source };
}

/** @returns undefined when the user has cancelled that */
async function wholeText({ piece, reading }: ReadPiece, token?: vscode.CancellationToken): Promise<string | undefined> {
  const source = followPiece(piece, false);
  const cancelled = new Promise<undefined>(resolve => {
    token?.onCancellationRequested(() => {
      // Not awaited: a generator that waits for its next piece answers only then.
      void source.return();
      resolve(undefined);
    });
  });
  const reader = createSourceReader(reading, { before: textBefore(piece) });
  return await Promise.race([allOf(streamThrough(source, reader)), cancelled]);
}

async function allOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  try {
    for await (const part of parts) text += part;
  } catch {
    // Half of a command is none: the chat says why the answer broke off.
    return text.slice(0, text.lastIndexOf('\n') + 1);
  }
  return text;
}
