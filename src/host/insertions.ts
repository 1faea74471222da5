import * as vscode from 'vscode';
import { findAnswer } from '../core/conversation/conversation.ts';
import { followAnswer } from '../core/conversation/follow-answer.ts';
import type { Session } from '../core/conversation/session.ts';
import { createCodeBlockReader } from '../core/insertion/code-block.ts';
import type { InsertionTarget } from '../core/insertion/insertion-target.ts';
import { streamThrough } from '../core/insertion/text-machine.ts';
import { type InsertionResult, insertStream } from './editor/stream-insertion.ts';
import { TargetEditor } from './editor/target-editor.ts';
import { WaitingMark } from './editor/waiting-mark.ts';
import { withoutLinks } from './without-links.ts';

/** True while text streams into an editor, so that Esc can stop it. */
const insertingContext = 'runnel.inserting';

/** An answer, or a part of it. */
export interface AnswerPiece {
  session: Session;
  answerId: string;
  /** Only the code block that begins at this index of the answer's text, in UTF-16 code units. */
  offset?: number;
  /** Only this, which the user has selected in the answer. */
  text?: string;
}

/** Where an answer that was asked for as code goes. */
export interface CodePlace {
  target: Exclude<InsertionTarget, 'terminal'>;
  /** Whose document it is about. */
  editor: vscode.TextEditor;
  /** What it is about, or where it goes; the editor's selections if absent. */
  selections?: readonly vscode.Range[];
}

/** What goes into a document. */
interface Insertion {
  session: Session;
  answerId: string;
  source: AsyncIterable<string>;
  transform: 'code' | 'text';
  /** Whether the answer was asked for to be inserted and for nothing else. */
  ownsAnswer: boolean;
}

/** The insertions under way, and where the next one goes. */
export class Insertions implements vscode.Disposable {
  readonly #target = new TargetEditor();
  readonly #running = new Set<{ insertion: Insertion; controller: AbortController }>();

  /** The last focused text editor, if it is still there. */
  get targetEditor(): vscode.TextEditor | undefined {
    return this.#target.current();
  }

  /** The last focused text editor, or a new untitled document in this language where there is none. */
  openTarget(languageId?: string): Promise<vscode.TextEditor> {
    return this.#target.openTarget(languageId);
  }

  /** Puts what is in an answer, as far as it has come and goes on, to a place the user has chosen. */
  async insertAnswer({ session, answerId, offset }: AnswerPiece, _target: InsertionTarget): Promise<void> {
    if (!findAnswer(session.conversation, answerId)) return;
    const text = followAnswer(session, answerId, offset);
    const source = offset === undefined ? text : streamThrough(text, createCodeBlockReader());
    const editor = await this.openTarget(offset === undefined ? 'markdown' : undefined);
    await this.#insert({ session, answerId, transform: 'text', source, ownsAnswer: false }, editor);
  }

  /** Streams the code of an answer to where it was asked for, without fences and the prose around them. */
  async insertGenerated(session: Session, answerId: string, { editor }: CodePlace): Promise<void> {
    const source = followAnswer(session, answerId);
    await this.#insert({ session, answerId, transform: 'code', source, ownsAnswer: true }, editor);
  }

  /**
   * Ends all insertions under way; what is written stays. An answer that was asked for to be inserted ends with it, one
   * that is read in a chat goes on.
   */
  stop(): void {
    for (const { insertion, controller } of this.#running) {
      controller.abort();
      if (insertion.ownsAnswer) void insertion.session.stop();
    }
  }

  dispose(): void {
    this.stop();
    this.#target.dispose();
  }

  async #insert(insertion: Insertion, editor: vscode.TextEditor): Promise<void> {
    const { session, answerId, source, transform } = insertion;
    const controller = new AbortController();
    const run = { insertion, controller };
    this.#running.add(run);
    void this.#updateContext();
    const model = findAnswer(session.conversation, answerId)?.model.modelId;
    const mark = insertion.ownsAnswer ? new WaitingMark(editor, `waiting for ${model}… Esc stops`) : undefined;
    let result: InsertionResult;
    try {
      const { signal } = controller;
      result = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: 'Runnel: writing at the cursor (Esc stops)' },
        () => insertStream({ editor, source, transform, signal }),
      );
    } finally {
      mark?.dispose();
      this.#running.delete(run);
      void this.#updateContext();
    }
    if (result.outcome === 'stopped') return;
    if (result.message && result.outcome !== 'no-code') return this.#explain(session, result.message);
    // All that was wanted may be in the file before the answer has ended.
    for await (const _ of followAnswer(session, answerId));
    const answer = findAnswer(session.conversation, answerId);
    // Why the answer failed says more than what came of that in the document.
    const message = answer?.state === 'failed' ? answer.error?.message : result.message;
    if (message && answer?.state !== 'stopped') await this.#explain(session, message);
  }

  /** The text is never lost: it is in the conversation, one click away. */
  async #explain(session: Session, message: string): Promise<void> {
    const show = 'Show in Chat';
    const choice = await vscode.window.showWarningMessage(withoutLinks(message), show);
    if (choice === show) await vscode.commands.executeCommand('runnel.openChatInEditor', session.conversation.id);
  }

  #updateContext(): Thenable<unknown> {
    return vscode.commands.executeCommand('setContext', insertingContext, this.#running.size > 0);
  }
}
