import * as vscode from 'vscode';
import {
  type DocumentEdit,
  type EditTrace,
  editHidden,
  editInEditor,
  isEditInOnePiece,
  isLineEndingChange,
  isSameTrace,
  shiftedBy,
  traceOfChanges,
  traceOfEdit,
  trimmingsAmong,
} from './document-edit.ts';
import { FollowedDocument } from './followed-document.ts';

/** An edit, and what to do at the moment when it is made: before anybody hears of a later change. */
export interface PlannedEdit extends DocumentEdit {
  /** @param hidden whether no editor showed the document, so that the edit is a step of the undo stack of its own. */
  made: (hidden: boolean) => void;
}

/** Why no edit can be made: no tab has the document any more, or VS Code does not let us write there. */
export type Refusal = 'closed' | 'read-only';

/** The same, or the places to write to are gone. */
export type Obstacle = 'place-gone' | Refusal;

interface Pending {
  edit: DocumentEdit;
  trace: EditTrace | undefined;
  made: () => void;
  state: 'sent' | 'made' | 'overtaken';
}

/** Makes edits in a document, wherever it is, and tells them from the changes that others make meanwhile. */
export class DocumentEditor implements vscode.Disposable {
  readonly #target: FollowedDocument;
  readonly #listener: vscode.Disposable;
  readonly #onForeignChange: (event: vscode.TextDocumentChangeEvent) => void;
  #eol: vscode.EndOfLine;
  #pending: Pending | undefined;

  /**
   * @param preferred the editor to write in as long as it shows the document.
   * @param onForeignChange called with each change that is not of our making, while the document is as this change left it;
   *   without content changes if only the line ending of the document has changed.
   * @param onChange called when something else has happened to the document.
   */
  constructor(
    document: vscode.TextDocument,
    preferred: vscode.TextEditor | undefined,
    onForeignChange: (event: vscode.TextDocumentChangeEvent) => void,
    onChange: () => void,
  ) {
    this.#onForeignChange = onForeignChange;
    this.#target = new FollowedDocument(document, preferred, onChange);
    this.#eol = document.eol;
    this.#listener = vscode.workspace.onDidChangeTextDocument(event => {
      const isChange = event.document === this.document && event.contentChanges.length > 0;
      if (isChange && !this.#target.isLeft) this.#changed(event);
    });
  }

  get document(): vscode.TextDocument {
    return this.#target.document;
  }

  /** An editor that shows the document. */
  get visible(): vscode.TextEditor | undefined {
    return this.#target.editor;
  }

  get isClosed(): boolean {
    return this.#target.isClosed;
  }

  /** The document is on its way to another name: nothing can be written until it has got there. */
  get isAway(): boolean {
    return this.#target.isAway;
  }

  /**
   * Tries until the edit is made: it fails whenever the user has changed the document at the same moment.
   *
   * @param plan called for each try; undefined when the edit is not wanted any more.
   * @param ready awaited before each try, and again as long as the document is on its way to another name after it.
   */
  async apply(plan: () => PlannedEdit | undefined, ready?: () => Promise<void>): Promise<Refusal | undefined> {
    let avoidEditor = false;
    for (;;) {
      do {
        await this.#target.back();
        await ready?.();
      } while (this.isAway);
      if (this.isClosed) return 'closed';
      const edit = plan();
      if (!edit) return undefined;
      const { document } = this;
      const { version } = document;
      const editor = avoidEditor ? undefined : this.visible;
      const outcome = await this.#attempt(document, editor, edit);
      if (outcome === 'made') return undefined;
      if (outcome === 'ignored') return 'read-only';
      avoidEditor = outcome === 'editor-gone';
      const isUnchanged = document === this.document && document.version === version && !this.isAway;
      // Refused although nothing has changed: VS Code does not let us write here.
      if (outcome === 'refused' && isUnchanged && !this.isClosed) return 'read-only';
    }
  }

  dispose(): void {
    this.#target.dispose();
    this.#listener.dispose();
  }

  async #attempt(
    document: vscode.TextDocument,
    editor: vscode.TextEditor | undefined,
    { changes, made, ...stops }: PlannedEdit,
  ): Promise<'made' | 'refused' | 'ignored' | 'editor-gone'> {
    // VS Code would turn the line endings into the document's itself; then we would not know our edit again.
    const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
    const edit = { ...stops, changes: changes.map(({ range, text }) => ({ range, text: text.replace(lineEnd, eol) })) };
    const pending: Pending = {
      edit,
      trace: traceOfEdit(document, edit),
      state: 'sent',
      made: () => made(editor === undefined),
    };
    if (!pending.trace) {
      // Nothing to do, and nothing that the document would report.
      pending.made();
      return 'made';
    }
    this.#pending = pending;
    try {
      const done = editor ? await editInEditor(editor, edit) : await editHidden(document, edit);
      if (isMade(pending)) return 'made';
      // A read-only editor answers "done" as well, and does nothing.
      return done ? 'ignored' : 'refused';
    } catch {
      if (isMade(pending)) return 'made';
      return editor ? 'editor-gone' : 'refused';
    } finally {
      this.#pending = undefined;
    }
  }

  #changed(event: vscode.TextDocumentChangeEvent): void {
    const { document, contentChanges, reason } = event;
    const { eol } = document;
    if (eol !== this.#eol) {
      this.#eol = eol;
      // All places are where they were.
      if (isLineEndingChange(document, contentChanges)) {
        if (this.#pending?.state === 'sent') this.#pending.state = 'overtaken';
        this.#onForeignChange({ document, contentChanges: [], reason });
        return;
      }
    }
    // VS Code makes the edit only on the version it was meant for, so ours is the first change since.
    if (this.#pending?.state === 'sent') {
      const { edit, trace, made } = this.#pending;
      const isInOnePiece = isEditInOnePiece(document, edit, trace, contentChanges);
      const trimmings = isInOnePiece ? [] : trimmingsAmong(contentChanges, edit);
      const own = contentChanges.filter(change => !trimmings.includes(change));
      const isOurs = reason === undefined && (isInOnePiece || isSameTrace(trace, traceOfChanges(own)));
      this.#pending.state = isOurs ? 'made' : 'overtaken';
      if (isOurs) {
        made();
        const others = trimmings.map(change => shiftedBy(edit, change));
        if (others.length > 0) this.#onForeignChange({ document, contentChanges: others, reason });
        return;
      }
    }
    this.#onForeignChange(event);
  }
}

const lineEnd = /\r\n|\r|\n/g;

/** A function of its own: the state changes while an edit is awaited, which the type checker cannot know. */
function isMade({ state }: Pending): boolean {
  return state === 'made';
}
