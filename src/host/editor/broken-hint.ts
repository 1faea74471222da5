import * as vscode from 'vscode';

/** So much of the reason stands in the document, in UTF-16 code units; the rest is in the hover. */
const longestReason = 60;

/** What can be done where an insertion broke off. */
export interface BrokenHintOptions {
  document: vscode.TextDocument;
  /** Where it broke off, at each place; asked for again whenever the document may have changed. */
  ends: () => readonly vscode.Position[];
  /** What the provider or the network said. It may hold anything. */
  reason: string;
  /** What the commands in the hover get. */
  id: number;
}

/** Says behind the text where an insertion broke off, and why; the hover offers to go on. */
export class BrokenHint implements vscode.Disposable {
  readonly #options: BrokenHintOptions;
  readonly #type: vscode.TextEditorDecorationType;
  readonly #hover: vscode.MarkdownString;
  readonly #listener: vscode.Disposable;

  constructor(options: BrokenHintOptions) {
    this.#options = options;
    const { reason, id } = options;
    this.#type = vscode.window.createTextEditorDecorationType({
      after: {
        contentText: `broke off here: ${shorten(reason)}`,
        color: new vscode.ThemeColor('editorWarning.foreground'),
        fontStyle: 'italic',
        margin: '0 0 0 2ch',
      },
    });
    this.#hover = hoverFor(reason, id);
    this.#listener = vscode.Disposable.from(
      vscode.window.onDidChangeVisibleTextEditors(() => this.#show()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === options.document) this.#show();
      }),
    );
    this.#show();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#type.dispose();
  }

  #show(): void {
    const { document, ends } = this.#options;
    const decorations = ends().map(end => ({ range: new vscode.Range(end, end), hoverMessage: this.#hover }));
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document === document) editor.setDecorations(this.#type, decorations);
    }
  }
}

function hoverFor(reason: string, id: number): vscode.MarkdownString {
  const hover = new vscode.MarkdownString('', true);
  // Only our own commands: the reason is text of others, and is shown as text.
  hover.isTrusted = { enabledCommands: ['runnel.continueInsertion', 'runnel.keepInsertion'] };
  hover.appendText(`The answer broke off here: ${reason}\n`);
  hover.appendMarkdown(
    `[$(debug-continue) Continue](command:runnel.continueInsertion?${id} "Ask for the rest and put it here") · [Keep as Is](command:runnel.keepInsertion?${id} "Take this mark away")`,
  );
  return hover;
}

function shorten(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > longestReason ? `${line.slice(0, longestReason - 1)}…` : line;
}
