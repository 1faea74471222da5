import * as vscode from 'vscode';
import type { FromView } from '../../../src/protocol/messages.ts';

/** A webview whose page is the test. */
export class FakeView {
  readonly #messages = new vscode.EventEmitter<unknown>();
  readonly webview: vscode.Webview = {
    html: '',
    options: {},
    cspSource: '',
    onDidReceiveMessage: this.#messages.event,
    postMessage: async () => true,
    asWebviewUri: uri => uri,
  };

  /** Does as the page does when the user presses one of its buttons. */
  says(message: FromView): void {
    this.#messages.fire(message);
  }
}
