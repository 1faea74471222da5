import * as vscode from 'vscode';
import { findAnswer } from '../core/conversation/conversation.ts';
import { followAnswer } from '../core/conversation/follow-answer.ts';
import type { Session } from '../core/conversation/session.ts';
import { createCodeBlockReader } from '../core/insertion/code-block.ts';
import { streamThrough } from '../core/insertion/text-machine.ts';
import { type InsertionResult, insertStream } from './editor/stream-insertion.ts';
import { TargetEditor } from './editor/target-editor.ts';

/** True while text streams into an editor, so that Esc can stop it. */
const insertingContext = 'runnel.inserting';

/** The insertions under way, and where the next one goes. */
export class Insertions implements vscode.Disposable {
  readonly #target = new TargetEditor();
  readonly #running = new Set<{ session: Session; controller: AbortController }>();

  /** The last focused text editor, if it is still there. */
  get targetEditor(): vscode.TextEditor | undefined {
    return this.#target.current();
  }

  /** The last focused text editor, or a new untitled document where there is none. */
  openTarget(): Promise<vscode.TextEditor> {
    return this.#target.openTarget();
  }

  /** Streams an answer to the cursor as it is; with `offset`, the code block that begins there in the answer's text. */
  async insertAnswer(session: Session, answerId: string, offset?: number): Promise<void> {
    if (!findAnswer(session.conversation, answerId)) return;
    const text = followAnswer(session, answerId, offset);
    const source = offset === undefined ? text : streamThrough(text, createCodeBlockReader());
    await this.#insert(session, await this.openTarget(), source, 'text');
  }

  /** Streams the code of an answer to the cursor of `editor`, without fences and the prose around them. */
  async insertGenerated(session: Session, answerId: string, editor: vscode.TextEditor): Promise<void> {
    await this.#insert(session, editor, followAnswer(session, answerId), 'code');
    // The code may be complete before the answer is.
    for await (const _ of followAnswer(session, answerId));
    const answer = findAnswer(session.conversation, answerId);
    if (answer?.state === 'failed' && answer.error) await this.#explain(session, answer.error.message);
  }

  /** Ends all insertions under way and their answers; what is written stays. Tells whether there was any. */
  stop(): boolean {
    const any = this.#running.size > 0;
    for (const { session, controller } of this.#running) {
      controller.abort();
      void session.stop();
    }
    return any;
  }

  dispose(): void {
    this.stop();
    this.#target.dispose();
  }

  async #insert(
    session: Session,
    editor: vscode.TextEditor,
    source: AsyncIterable<string>,
    transform: 'code' | 'text',
  ): Promise<void> {
    const controller = new AbortController();
    const run = { session, controller };
    this.#running.add(run);
    void this.#updateContext();
    try {
      const result = await insertStream({ editor, source, transform, signal: controller.signal });
      await this.#report(session, result);
    } finally {
      this.#running.delete(run);
      void this.#updateContext();
    }
  }

  async #report(session: Session, { outcome, message }: InsertionResult): Promise<void> {
    if (outcome === 'finished' || outcome === 'stopped' || !message) return;
    await this.#explain(session, message);
  }

  /** The text is never lost: it is in the conversation, one click away. */
  async #explain(session: Session, message: string): Promise<void> {
    const show = 'Show in Chat';
    const choice = await vscode.window.showWarningMessage(message, show);
    if (choice === show) await vscode.commands.executeCommand('runnel.openChatInEditor', session.conversation.id);
  }

  #updateContext(): Thenable<unknown> {
    return vscode.commands.executeCommand('setContext', insertingContext, this.#running.size > 0);
  }
}
