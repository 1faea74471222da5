import * as vscode from 'vscode';
import type { Session } from '../../core/conversation/session.ts';

/** True while an insertion that broke off can be continued. */
const brokenContext = 'runnel.insertionBroken';

/** Text at a place whose answer broke off, so that the rest of it can be put there. */
export interface Resumable {
  session: Session;
  /** The answer that broke off. */
  answerId: string;
  readonly document: vscode.TextDocument;
  /** Aborted when it cannot go on any more. */
  ended: AbortSignal;
  /** Puts the text of another answer, from its beginning, behind what is there. */
  resume(answerId: string): Promise<void>;
  dispose(): void;
}

/** What broke off and can be continued, newest last. */
export class BrokenInsertions implements vscode.Disposable {
  readonly #keep: (session: Session) => () => void;
  readonly #entries = new Map<number, { resumable: Resumable; release: () => void }>();
  #count = 0;

  /** @param keep keeps a session alive, and returns the way to end that: its next answer has to come to the same one */
  constructor(keep: (session: Session) => () => void) {
    this.#keep = keep;
  }

  /** @returns by what it can be found; unique in this window */
  add(makeResumable: (id: number) => Resumable): number {
    const id = ++this.#count;
    const resumable = makeResumable(id);
    this.#entries.set(id, { resumable, release: this.#keep(resumable.session) });
    resumable.ended.addEventListener('abort', () => this.#drop(id));
    if (resumable.ended.aborted) this.#drop(id);
    this.#updateContext();
    return id;
  }

  /** The one with this id; without an id, the newest in the document that is looked at, else the newest. */
  find(id?: number): Resumable | undefined {
    if (id !== undefined) return this.#entries.get(id)?.resumable;
    const document = vscode.window.activeTextEditor?.document;
    const all = [...this.#entries.values()].map(({ resumable }) => resumable);
    return all.findLast(resumable => resumable.document === document) ?? all.at(-1);
  }

  /** The one that waits for the rest of this answer. */
  findByAnswer(session: Session, answerId: string): Resumable | undefined {
    const all = [...this.#entries.values()].map(({ resumable }) => resumable);
    return all.findLast(resumable => resumable.session === session && resumable.answerId === answerId);
  }

  /** It is left as it is: the one that {@link find} finds. */
  dropFound(id?: number): void {
    const found = this.find(id);
    for (const [key, { resumable }] of this.#entries) if (resumable === found) this.#drop(key);
  }

  dispose(): void {
    for (const id of [...this.#entries.keys()]) this.#drop(id);
  }

  #drop(id: number): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    entry.resumable.dispose();
    entry.release();
    this.#updateContext();
  }

  #updateContext(): void {
    void vscode.commands.executeCommand('setContext', brokenContext, this.#entries.size > 0);
  }
}
