import * as vscode from 'vscode';
import type { ErrorKind, StreamError } from '../../core/delta.ts';
import type { BrokenInsertion } from './insertion-result.ts';

/** Why it broke off, in few words: there may be text of the user's behind them. */
const shortReasons: Readonly<Partial<Record<ErrorKind, string>>> = {
  network: 'network error',
  truncated: 'answer cut short',
  'rate-limit': 'rate limit',
  quota: 'quota used up',
  overloaded: 'provider overloaded',
  server: 'provider error',
  protocol: 'answer not understood',
};

/** What can be done where an insertion broke off. */
export interface BrokenHintOptions {
  /** Where; asked again whenever the document may have changed, or got another name. */
  broken: Pick<BrokenInsertion, 'document' | 'ranges'>;
  /** What the provider or the network said. Its message may hold anything. */
  error: Pick<StreamError, 'kind' | 'message'>;
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
    const { error, id } = options;
    this.#type = vscode.window.createTextEditorDecorationType({
      after: {
        contentText: `broke off here: ${shortReasons[error.kind] ?? 'error'}`,
        color: new vscode.ThemeColor('editorWarning.foreground'),
        fontStyle: 'italic',
        margin: '0 0 0 2ch',
      },
    });
    this.#hover = hoverFor(error.message, id);
    this.#listener = vscode.Disposable.from(
      vscode.window.onDidChangeVisibleTextEditors(() => this.#show()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === options.broken.document) this.#show();
      }),
    );
    this.#show();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#type.dispose();
  }

  #show(): void {
    const { document, ranges } = this.#options.broken;
    const decorations = ranges.map(range => ({ range, hoverMessage: this.#hover }));
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document === document) editor.setDecorations(this.#type, decorations);
    }
  }
}

function hoverFor(reason: string, id: number): vscode.MarkdownString {
  const hover = new vscode.MarkdownString('', true);
  // Only our own commands: the reason is text of others, and is shown as text.
  hover.isTrusted = { enabledCommands: ['runnel.continueInsertion', 'runnel.keepInsertion'] };
  // Each space of `appendText` is one that no line breaks at.
  for (const word of `The answer broke off here: ${reason}`.split(/\s+/)) {
    hover.appendText(word);
    hover.appendMarkdown(' ');
  }
  hover.appendMarkdown(
    `\n\n[$(debug-continue) Continue](command:runnel.continueInsertion?${id} "Ask for the rest and put it here") · [Keep as Is](command:runnel.keepInsertion?${id} "Take this mark away")`,
  );
  return hover;
}
