import * as vscode from 'vscode';
import { isEndState } from '../../core/answer-state.ts';
import { answerText, findAnswer } from '../../core/conversation/conversation.ts';
import { type CodeBlock, findCodeBlocks } from '../../core/insertion/code-blocks.ts';
import type { Reading } from '../../core/insertion/source-reader.ts';
import { asPlainText } from '../../core/providers/model-rows.ts';
import { type AnswerPiece, readingOf } from './answer-piece.ts';

/** A piece of an answer, and how its text is to be read. */
export interface ReadPiece {
  piece: AnswerPiece;
  reading: Reading;
}

/**
 * What of an answer goes to a place that is made for code: its code block where it has one, the one that the user picks
 * where it has several. An answer without any goes as it is; one that is still coming, and has none yet, is read as an
 * answer to a question for code. A piece that the user has chosen already is left as it is.
 *
 * @returns undefined when the user picks none
 */
export async function pickCode(piece: AnswerPiece): Promise<ReadPiece | undefined> {
  const answer = findAnswer(piece.session.conversation, piece.answerId);
  if (!answer || piece.offset !== undefined || piece.text !== undefined) return { piece, reading: readingOf(piece) };
  const blocks = findCodeBlocks(answerText(answer));
  if (blocks.length === 0) return { piece, reading: isEndState(answer.state) ? 'text' : 'code' };
  const block = blocks.length === 1 ? blocks[0] : await pickBlock(blocks);
  return block && { piece: { ...piece, offset: block.offset }, reading: 'block' };
}

async function pickBlock(blocks: readonly CodeBlock[]): Promise<CodeBlock | undefined> {
  const items = blocks.map(block => ({
    label: asPlainText(block.code.trimStart().split('\n', 1)[0] ?? ''),
    description: asPlainText(describe(block)),
    block,
  }));
  const options = { title: 'Runnel: Which Code Block?', placeHolder: 'The answer has several' };
  return (await vscode.window.showQuickPick(items, options))?.block;
}

function describe({ info, code, closed }: CodeBlock): string {
  const count = code.split('\n').length;
  const lines = `${count} ${count === 1 ? 'line' : 'lines'}${closed ? '' : ' so far'}`;
  return info === '' ? lines : `${info}, ${lines}`;
}
