import * as vscode from 'vscode';
import type { FromView, ToView } from '../../../src/protocol/messages.ts';

/** A webview whose page is the test. */
export class FakeView {
  readonly #messages = new vscode.EventEmitter<unknown>();
  /** What it was told, in order. */
  readonly messages: ToView[] = [];
  readonly notices: string[] = [];
  readonly drafts: string[] = [];
  #awaiting: (() => void)[] = [];
  readonly webview: vscode.Webview = {
    html: '',
    options: {},
    cspSource: '',
    onDidReceiveMessage: this.#messages.event,
    postMessage: async (message: ToView) => {
      this.messages.push(message);
      if (message.type === 'notice') this.notices.push(message.text);
      if (message.type === 'draft') this.drafts.push(message.text);
      for (const resolve of this.#awaiting.splice(0)) resolve();
      return true;
    },
    asWebviewUri: uri => uri,
  };

  /** Does as the page does when the user presses one of its buttons. */
  says(message: FromView): void {
    this.#messages.fire(message);
  }

  /** Resolves as soon as the condition holds, which is looked at after each message. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>(resolve => this.#awaiting.push(resolve));
  }
}
