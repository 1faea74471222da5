import * as vscode from 'vscode';
import { type Change, type Place, TrackedRange } from '../../core/insertion/tracked-range.ts';
import { isOpen, visibleEditorOf } from './open-documents.ts';

/** Why nothing more can be written. */
export type Obstacle = 'place-gone' | 'closed' | 'read-only';

/** One replacement to make, and what it does to the undo stack where an editor makes it. */
interface Edit {
  replace: vscode.Range;
  text: string;
  undoStopBefore: boolean;
  undoStopAfter: boolean;
}

interface DocumentChange {
  version: number;
  undoOrRedo: boolean;
  changes: readonly Change[];
}

/**
 * Writes a growing text into a document at a place it follows through the user's own changes, one edit at a time, as raw
 * edits: auto-closing, format-on-type and the like see nothing of it.
 *
 * Undo: the first edit begins an element of the undo stack, the others join it, {@link finish} ends it. See there for
 * what happens when the user has changed the document meanwhile.
 */
export class DocumentWriter implements vscode.Disposable {
  readonly #document: vscode.TextDocument;
  readonly #preferred: vscode.TextEditor;
  readonly #listeners: vscode.Disposable[];
  /** What is replaced before anything has been written, what is written afterwards. */
  #range: TrackedRange;
  #hasWritten = false;
  /** The written text is not one element on top of the undo stack. */
  #isScattered = false;
  /** The user has moved the cursor since the last edit, which ends the undo element on top. */
  #isElementEnded = false;
  #usedWorkspaceEdit = false;
  /** What happens to the document while an edit of ours is on its way; undefined while none is. */
  #queue: DocumentChange[] | undefined;

  /**
   * @param selection what the text replaces, or the place where it goes.
   * @param onChange called when something happened that may have changed {@link obstacle} or {@link isVisible}.
   */
  constructor(editor: vscode.TextEditor, selection: vscode.Range, onChange: () => void) {
    this.#document = editor.document;
    this.#preferred = editor;
    this.#range = new TrackedRange(placeOf(selection.start), placeOf(selection.end));
    this.#listeners = [
      vscode.workspace.onDidChangeTextDocument(event => {
        if (event.document !== this.#document || event.contentChanges.length === 0) return;
        this.#documentChanged(event);
        onChange();
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
        const byUser =
          kind === vscode.TextEditorSelectionChangeKind.Mouse || kind === vscode.TextEditorSelectionChangeKind.Keyboard;
        if (byUser && textEditor.document === this.#document) this.#isElementEnded = this.#hasWritten;
      }),
      vscode.workspace.onDidCloseTextDocument(onChange),
      vscode.window.onDidChangeVisibleTextEditors(onChange),
      vscode.window.tabGroups.onDidChangeTabs(onChange),
    ];
  }

  get isVisible(): boolean {
    return visibleEditorOf(this.#document, this.#preferred) !== undefined;
  }

  /** The text as it is in the document now. */
  get range(): vscode.Range {
    return rangeOf(this.#range);
  }

  get obstacle(): Obstacle | undefined {
    if (!isOpen(this.#document)) return 'closed';
    return this.#range.gone ? 'place-gone' : undefined;
  }

  /** Adds text at the end; the first time it replaces the selection. Returns what was in the way, if anything was. */
  async write(text: string): Promise<Obstacle | undefined> {
    const obstacle = await this.#apply(() => ({
      replace: this.#hasWritten ? new vscode.Range(this.range.end, this.range.end) : this.range,
      text,
      undoStopBefore: !this.#hasWritten,
      undoStopAfter: false,
    }));
    if (obstacle) return obstacle;
    if (this.#hasWritten && (this.#usedWorkspaceEdit || this.#isElementEnded)) this.#isScattered = true;
    this.#hasWritten = true;
    return undefined;
  }

  /**
   * Makes what was written one step of the undo stack, with everything the user did kept out of it.
   *
   * If the user has only watched, the element only has to be ended. Otherwise our later edits have joined the user's
   * elements (VS Code 1.139: an edit without an undo stop before it joins whatever is on top). Then the text is taken
   * out, as part of the topmost element, and put in again as an element of its own. So the first Undo removes exactly
   * the insertion. A second Undo takes back the user's last change, and as the taking-out is undone with it, the part
   * that was written by then shows up again; the Undos after it remove that part, too, step by step.
   *
   * The same goes where the user has only moved the cursor by keyboard or mouse, since this ends an element, and where
   * the document was hidden for part of the time, since a `WorkspaceEdit` cannot join anything.
   */
  async finish(): Promise<Obstacle | undefined> {
    if (!this.#hasWritten || this.obstacle) return undefined;
    if (this.#isScattered) return this.#rewrite();
    if (this.#usedWorkspaceEdit) return undefined;
    const editor = visibleEditorOf(this.#document, this.#preferred);
    // An edit that changes nothing, for its undo stop; without any edit VS Code would not set one.
    await editor
      ?.edit(builder => builder.insert(this.range.end, ''), { undoStopBefore: false, undoStopAfter: true })
      .then(undefined, () => false);
    return undefined;
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  async #rewrite(): Promise<Obstacle | undefined> {
    const editor = visibleEditorOf(this.#document, this.#preferred);
    let text = '';
    let selections: readonly vscode.Selection[] = [];
    const removal = await this.#apply(() => {
      text = this.#document.getText(this.range);
      selections = editor?.selections ?? [];
      return { replace: this.range, text: '', undoStopBefore: false, undoStopAfter: false };
    });
    if (removal) return removal;
    const place = this.range.start;
    const insertion = await this.#apply(() => ({
      replace: this.range,
      text,
      undoStopBefore: true,
      undoStopAfter: true,
    }));
    if (insertion) return insertion;
    // A cursor within the text went to its beginning with the removal, and to its end with the insertion.
    const isInside = selections.some(selection => this.range.intersection(selection) !== undefined);
    if (editor && isInside && place.isEqual(this.range.start)) editor.selections = selections;
    return undefined;
  }

  /** Tries until the edit was made: it fails whenever the user has changed the document at the same moment. */
  async #apply(edit: () => Edit): Promise<Obstacle | undefined> {
    let avoidEditor = false;
    for (;;) {
      const obstacle = this.obstacle;
      if (obstacle) return obstacle;
      const version = this.#document.version;
      const editor = avoidEditor ? undefined : visibleEditorOf(this.#document, this.#preferred);
      const outcome = await this.#attempt(edit(), editor);
      if (outcome === 'applied') return undefined;
      avoidEditor = outcome === 'editor-gone';
      // Refused although nothing has changed: VS Code does not let us write here.
      if (outcome === 'refused' && this.#document.version === version && isOpen(this.#document)) return 'read-only';
    }
  }

  async #attempt(edit: Edit, editor: vscode.TextEditor | undefined): Promise<'applied' | 'refused' | 'editor-gone'> {
    const queue: DocumentChange[] = [];
    this.#queue = queue;
    const version = this.#document.version;
    let applied = false;
    let editorGone = false;
    try {
      applied = editor ? await editInEditor(editor, edit) : await editHidden(this.#document, edit);
    } catch {
      editorGone = editor !== undefined;
    }
    this.#queue = undefined;
    // A read-only editor answers "done" as well, and does nothing.
    if (this.#document.version === version) applied = false;
    if (applied) {
      // VS Code makes the edit only on the version it was meant for, so ours is the first change since.
      const index = queue.findIndex(change => change.version === version + 1);
      if (index >= 0) queue.splice(index, 1);
      this.#ownEditMade(edit, editor === undefined);
    }
    for (const change of queue) this.#foreignChange(change);
    if (applied) return 'applied';
    return editorGone ? 'editor-gone' : 'refused';
  }

  #ownEditMade(edit: Edit, hidden: boolean): void {
    if (hidden) this.#usedWorkspaceEdit = true;
    const start = placeOf(edit.replace.start);
    const grows = this.#hasWritten && edit.replace.isEmpty && !this.#range.isEmpty;
    if (!grows) this.#range = new TrackedRange(start);
    this.#range.append(edit.text);
  }

  #documentChanged(event: vscode.TextDocumentChangeEvent): void {
    const change: DocumentChange = {
      version: event.document.version,
      undoOrRedo: event.reason !== undefined,
      changes: event.contentChanges.map(({ range, text }) => ({
        start: placeOf(range.start),
        end: placeOf(range.end),
        text,
      })),
    };
    if (this.#queue) this.#queue.push(change);
    else this.#foreignChange(change);
  }

  #foreignChange({ undoOrRedo, changes }: DocumentChange): void {
    const undone = undoOrRedo && this.#hasWritten && changes.some(change => this.#range.overlaps(change));
    const hadSelection = !this.#hasWritten && !this.#range.isEmpty;
    this.#range.apply(changes);
    if (this.#hasWritten) this.#isScattered = true;
    // The user took out the selection before the first text came: the place is still known.
    if (hadSelection) this.#range.gone = false;
    if (undone) this.#range.gone = true;
  }
}

async function editInEditor(editor: vscode.TextEditor, edit: Edit): Promise<boolean> {
  const { replace, text, undoStopBefore, undoStopAfter } = edit;
  return await editor.edit(
    builder => {
      // Not `replace`: a cursor at the place is to move along to the end of the text, as when typing.
      if (!replace.isEmpty) builder.delete(replace);
      if (text !== '') builder.insert(replace.start, text);
    },
    { undoStopBefore, undoStopAfter },
  );
}

async function editHidden(document: vscode.TextDocument, { replace, text }: Edit): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, replace, text);
  return await vscode.workspace.applyEdit(edit);
}

function placeOf({ line, character }: vscode.Position): Place {
  return { line, character };
}

function rangeOf({ start, end }: TrackedRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
