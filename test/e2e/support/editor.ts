import type { Page } from 'playwright';
import type { Host } from './host.ts';
import { until } from './until.ts';

/** Where a selection is; lines and columns count from 1, as in the status bar. */
export interface SelectedRange {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}

/** The text editors of a window. */
export class Editor {
  readonly #page: Page;
  readonly #host: Host;

  constructor(page: Page, host: Host) {
    this.#page = page;
    this.#host = host;
  }

  /** Opens a file of the workspace, by its path relative to it, and waits until it has the focus. */
  async open(file: string): Promise<void> {
    await this.#host.run(async (vscode, file) => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      if (!folder) throw new Error('No folder is open.');
      await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, file), { preview: false });
    }, file);
    await this.focus();
  }

  /** Opens a new untitled document. */
  async openUntitled(content = '', language = 'plaintext'): Promise<void> {
    const document = { content, language };
    await this.#host.run(async (vscode, document) => {
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(document));
    }, document);
    await this.focus();
  }

  /** Puts the keyboard's focus into the active editor. */
  async focus(): Promise<void> {
    await until('the focus in the editor', async () => {
      // A panel that has just been loaded may take the focus after it was given to the editor.
      await this.#host.run(vscode => vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup'));
      return this.#page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null);
    });
  }

  /** Selects whole lines, both included, with the cursor at the end of the last. */
  async selectLines(first: number, last: number): Promise<void> {
    const lines = { first, last };
    await this.#host.run((vscode, { first, last }) => {
      const editor = vscode.window.activeTextEditor;
      if (!editor) throw new Error('No editor is active.');
      const end = editor.document.lineAt(last - 1).range.end;
      editor.selection = new vscode.Selection(new vscode.Position(first - 1, 0), end);
      editor.revealRange(editor.selection);
    }, lines);
  }

  /** Puts the cursor at a line and column, both counted from 1. */
  async putCursor(line: number, column: number): Promise<void> {
    await this.putCursors([line, column]);
  }

  /** Puts a cursor at each of these lines and columns, all counted from 1. */
  async putCursors(...places: [line: number, column: number][]): Promise<void> {
    await this.#host.run((vscode, places) => {
      const editor = vscode.window.activeTextEditor;
      if (!editor) throw new Error('No editor is active.');
      editor.selections = places.map(([line, column]) => {
        const at = new vscode.Position(line - 1, column - 1);
        return new vscode.Selection(at, at);
      });
    }, places);
  }

  /** The selection of the active editor. */
  selection(): Promise<SelectedRange> {
    return this.#host.run(vscode => {
      const editor = vscode.window.activeTextEditor;
      if (!editor) throw new Error('No editor is active.');
      const { start, end } = editor.selection;
      return {
        startLine: start.line + 1,
        startColumn: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
      };
    });
  }

  /** The whole text of the active editor; `undefined` when there is none. */
  text(): Promise<string | undefined> {
    return this.#host.run(vscode => vscode.window.activeTextEditor?.document.getText());
  }

  /** The whole text of an open document, by the end of its path. */
  textOf(file: string): Promise<string | undefined> {
    return this.#host.run(
      (vscode, file) => vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith(file))?.getText(),
      file,
    );
  }

  /** Types into the editor that has the focus. */
  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Whether an editor says that text is on its way; a decoration, so it is in no text. */
  saysWaiting(): Promise<boolean> {
    return this.#page.evaluate(() =>
      [...document.querySelectorAll('.view-line span')].some(span =>
        getComputedStyle(span, '::after').content.includes('waiting for'),
      ),
    );
  }

  /** How many lines have a bar beside them, as those that Runnel writes. */
  linesWithBar(): Promise<number> {
    return this.#page.evaluate(
      () =>
        [...document.querySelectorAll('.view-overlays .cdr')].filter(
          each => getComputedStyle(each).borderLeftWidth === '2px',
        ).length,
    );
  }

  /** Waits until the active document has not changed for a second. */
  async settled(): Promise<void> {
    await this.#host.run(async vscode => {
      const document = vscode.window.activeTextEditor?.document;
      for (let seen: number | undefined; seen !== document?.version; ) {
        seen = document?.version;
        await new Promise(resolve => setTimeout(resolve, 1_000));
      }
    });
  }

  /** One step of undo in the active editor. */
  async undo(): Promise<void> {
    await this.focus();
    await this.#host.run(vscode => vscode.commands.executeCommand('undo'));
  }
}
