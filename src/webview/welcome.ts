import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, render } from 'lit';
import type { FromView, Surroundings } from '../protocol/messages.ts';
import { element, setHidden } from './dom.ts';

/** What an empty conversation shows: on the first run the two ways to begin, later a few hints. */
export class Welcome {
  readonly element = element('div', 'welcome');
  readonly #post: (message: FromView) => void;

  constructor(post: (message: FromView) => void) {
    this.#post = post;
    this.element.hidden = true;
  }

  /** @param surroundings absent as long as the host has not sent them */
  update(empty: boolean, surroundings: Surroundings | undefined): void {
    setHidden(this.element, !empty || !surroundings);
    if (!surroundings) return;
    render(this.element.hidden ? nothing : surroundings.firstRun ? this.#firstRun() : hints(), this.element);
  }

  #firstRun() {
    return html`<h1>Runnel</h1>
      <p>Ask a model, read the answer as it forms, and put it in your file.</p>
      <div class="welcome-buttons">
        <vscode-button block @click=${() => this.#post({ type: 'useDemo' })}>Try the Offline Demo</vscode-button>
        <vscode-button block secondary @click=${() => this.#post({ type: 'setApiKey' })}>Set API Key…</vscode-button>
      </div>
      <p class="quiet">The demo is scripted and needs no network. Keys stay in VS Code’s secret storage.</p>`;
  }
}

function hints() {
  const modifier = navigator.userAgent.includes('Mac') ? '⌘' : 'Ctrl';
  const chord = (key: string) => html`<kbd>${modifier}</kbd>+<kbd>K</kbd> <kbd>${key}</kbd>`;
  return html`<h1>Ask about your code</h1>
    <dl class="hints">
      <div><dt><kbd>Enter</kbd></dt><dd>sends, <kbd>Shift</kbd>+<kbd>Enter</kbd> breaks the line</dd></div>
      <div><dt><kbd>Esc</kbd></dt><dd>stops the answer; its text stays</dd></div>
      <div><dt>${chord('A')}</dt><dd>asks about what is selected in the editor</dd></div>
      <div><dt>${chord('G')}</dt><dd>has code written where the cursor is</dd></div>
    </dl>`;
}
