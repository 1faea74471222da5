import * as vscode from 'vscode';
import type { Session } from '../../core/conversation/session.ts';
import { FollowedDocument } from './followed-document.ts';

/** True while text streams into the document of the active editor, so that Esc can stop it. */
const insertingContext = 'runnel.inserting';

/** Text that streams to a place. */
export interface InsertionRun {
  /** The documents in which Esc stops it, also once they have got another name. */
  documents: readonly vscode.TextDocument[];
  session: Session;
  /** Whether the answer was asked for to be inserted and for nothing else. */
  ownsAnswer: boolean;
}

/** What stops a run, and where. */
interface Controls {
  controller: AbortController;
  documents: readonly FollowedDocument[];
}

/** All that streams into documents now, and what stops it. */
export class InsertionRuns implements vscode.Disposable {
  readonly #running = new Map<InsertionRun, Controls>();
  /** Into its document something goes as soon as the user has said what. */
  #asked: { document: vscode.TextDocument | undefined } | undefined;
  readonly #listener = vscode.window.onDidChangeActiveTextEditor(() => this.#updateContext());

  /**
   * Asks the user what is to go into a document, and begins. The window has to know beforehand that Esc stops it: it hears of
   * the run too late for an Esc right behind the Enter.
   *
   * @param ask what it resolves to is passed on, unless that is undefined
   */
  async ask<T>(
    document: vscode.TextDocument | undefined,
    ask: () => Promise<T | undefined>,
    begin: (asked: T) => Promise<void>,
  ): Promise<void> {
    const question = { document };
    this.#expect(question);
    try {
      const asked = await ask();
      if (asked !== undefined) await begin(asked);
    } finally {
      if (this.#asked === question) this.#expect(undefined);
    }
  }

  /** Runs `work` until it ends by itself or is stopped. */
  async run<T>(run: InsertionRun, title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const documents = run.documents.map(each => new FollowedDocument(each, undefined, () => this.#updateContext()));
    this.#running.set(run, { controller, documents });
    this.#expect(undefined);
    try {
      return await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
        work(controller.signal),
      );
    } finally {
      this.#running.delete(run);
      for (const document of documents) document.dispose();
      this.#updateContext();
    }
  }

  /**
   * Ends what streams into this document, or everything; what is written stays. An answer that was asked for to be inserted
   * ends with it, one that is read in a chat goes on.
   */
  stop(document?: vscode.TextDocument): void {
    for (const [run, controls] of this.#running) {
      if (document && !isIn(controls, document)) continue;
      controls.controller.abort();
      if (run.ownsAnswer) void run.session.stop();
    }
  }

  dispose(): void {
    this.stop();
    this.#listener.dispose();
  }

  #expect(question: { document: vscode.TextDocument | undefined } | undefined): void {
    this.#asked = question;
    this.#updateContext();
  }

  #updateContext(): void {
    const document = vscode.window.activeTextEditor?.document;
    const isRunning =
      document !== undefined &&
      (document === this.#asked?.document || [...this.#running.values()].some(controls => isIn(controls, document)));
    void vscode.commands.executeCommand('setContext', insertingContext, isRunning);
  }
}

function isIn({ documents }: Controls, document: vscode.TextDocument): boolean {
  return documents.some(each => each.document === document);
}
