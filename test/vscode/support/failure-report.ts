import * as vscode from 'vscode';

const kinds = ['showWarningMessage', 'showInformationMessage', 'showErrorMessage'] as const;

/**
 * What the window has to say about a test that failed: what it shows, and the notifications that came since the test began.
 * One that nobody expected waits for a button, and the test with it, until its time is over.
 */
export class FailureReport {
  #messages: string[] = [];

  constructor() {
    for (const kind of kinds) this.#record(kind);
  }

  /** A test begins. */
  begin(): void {
    this.#messages = [];
  }

  /** What to print below the test's own error. */
  get text(): string {
    const { activeTextEditor, visibleTextEditors, tabGroups } = vscode.window;
    const lines = [
      `notifications: ${this.#messages.join(' | ') || 'none'}`,
      `active editor: ${activeTextEditor ? describe(activeTextEditor) : 'none'}`,
      `visible editors: ${visibleTextEditors.map(describe).join(' | ') || 'none'}`,
      `tabs: ${tabGroups.all.map(group => group.tabs.map(tab => tab.label).join(', ')).join(' | ') || 'none'}`,
      `documents: ${vscode.workspace.textDocuments.map(({ uri }) => uri.toString()).join(', ') || 'none'}`,
    ];
    return lines.map(line => `      ${line}`).join('\n');
  }

  #record(kind: (typeof kinds)[number]): void {
    const show: (message: string, ...rest: unknown[]) => unknown = vscode.window[kind];
    const value = (message: string, ...rest: unknown[]) => {
      this.#messages.push(message);
      return show(message, ...rest);
    };
    Object.defineProperty(vscode.window, kind, { configurable: true, value });
  }
}

function describe({ document, viewColumn }: vscode.TextEditor): string {
  const { uri, isClosed, version } = document;
  return `${uri} column ${viewColumn} version ${version}${isClosed ? ' closed' : ''} ${JSON.stringify(document.getText().slice(0, 200))}`;
}
