import { html, nothing, render } from 'lit';
import type { Conversation, ConversationEvent } from '../../core/conversation/conversation.ts';
import type { FromView, NextImage, Surroundings } from '../../protocol/messages.ts';
import { element } from '../dom.ts';
import { splitModelId } from '../model-name.ts';
import { ChipRow } from './chip-row.ts';
import { doublePressMs } from './double-press.ts';
import { DraftField } from './draft-field.ts';
import { takeImages } from './take-images.ts';

/** How long a sent draft is held back from being sent again while the host has not shown it, in milliseconds. */
const answerWaitMs = 1000;

const chooseModel = 'Choose a model…';

/** A draft that was sent and is not yet to be seen in the conversation. */
interface SentDraft {
  /** As it stood in the field. */
  text: string;
  /** By `performance.now()`. */
  at: number;
  knownIds: ReadonlySet<string>;
}

/** The card at the bottom: attachments, the draft, and a row of small controls. */
export class Composer {
  readonly element = element('div', 'composer');
  readonly #controls = element('div', 'composer-controls');
  readonly #chips: ChipRow;
  readonly #field: DraftField;
  readonly #post: (message: FromView) => void;
  readonly #conversation: () => Conversation;
  #surroundings: Surroundings | undefined;
  #running = false;
  #hint = '';
  #sent: SentDraft | undefined;

  /**
   * @param conversation gives the conversation as it is shown now
   * @param draftChanged called with the draft whenever it is not what the host knows
   * @param refused called with a sentence when something cannot be attached
   */
  constructor(
    post: (message: FromView) => void,
    conversation: () => Conversation,
    draftChanged: (draft: string) => void,
    refused: (problem: string) => void,
  ) {
    this.#post = post;
    this.#conversation = conversation;
    this.#chips = new ChipRow(post, () => this.focus());
    this.#field = new DraftField({
      changed: text => {
        this.#hint = '';
        draftChanged(text);
        this.#render();
      },
      submitted: () => this.#submit(),
    });
    this.element.append(this.#chips.element, this.#field.element, this.#controls);
    this.element.addEventListener('mousedown', event => this.#focusFromCard(event));
    takeImages(this.element, {
      taken: image => this.#post({ type: 'attachImage', image }),
      refused,
    });
    this.#render();
  }

  set surroundings(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#chips.attachments = surroundings.attachments;
    this.#render();
  }

  /** What goes with the next question besides what is attached. */
  set images(images: readonly NextImage[]) {
    this.#chips.images = images;
  }

  /** Whether an answer is under way: the one button is then Stop. */
  set running(running: boolean) {
    if (running === this.#running) return;
    this.#running = running;
    this.#hint = '';
    this.#render();
  }

  /** Shows the draft that the host has kept, unless the user has begun one of their own meanwhile. */
  replaceDraft(text: string): void {
    if (this.#field.typed) return;
    this.#field.show(text);
    this.#render();
  }

  /** Puts text in place of an empty draft or behind the one that is there. */
  addToDraft(text: string): void {
    const returned = this.#sent?.text.trim() === text.trim();
    this.#sent = undefined;
    const draft = this.#field.text;
    // A question that could not be asked comes back, and has never left.
    if (returned && draft.includes(text.trim())) return;
    this.#field.text = draft.trim() === '' ? text : `${draft}\n${text}`;
  }

  /** Takes the draft out of the field once the conversation shows it as a question. */
  conversationShown(events: readonly ConversationEvent[]): void {
    const sent = this.#sent;
    if (!sent) return;
    const asked =
      events.some(event => event.type === 'question') ||
      this.#conversation().messages.some(
        message =>
          message.role === 'user' && !sent.knownIds.has(message.id) && message.text.trim() === sent.text.trim(),
      );
    if (!asked) return;
    this.#sent = undefined;
    // What was typed since then is the beginning of the next question.
    if (this.#field.text.startsWith(sent.text)) this.#field.text = this.#field.text.slice(sent.text.length);
  }

  focus(): void {
    this.#field.element.focus();
  }

  #submit(): void {
    const { text } = this.#field;
    if (text.trim() === '') {
      if (!this.#chips.isEmpty) this.#showHint('Ask something about it');
      return;
    }
    if (this.#running) {
      this.#showHint('Stop the answer to send (Esc)');
      return;
    }
    const now = performance.now();
    if (this.#sent && this.#sent.text === text && now - this.#sent.at < answerWaitMs) return;
    this.#sent = { text, at: now, knownIds: new Set(this.#conversation().messages.map(message => message.id)) };
    this.#post({ type: 'send', text: text.trimEnd() });
  }

  #showHint(hint: string): void {
    this.#hint = hint;
    this.#render();
  }

  #pressed(event: MouseEvent): void {
    if (!this.#running) {
      this.#submit();
      this.focus();
      return;
    }
    const sinceSend = this.#sent ? performance.now() - this.#sent.at : Number.POSITIVE_INFINITY;
    if (event.detail > 1 && sinceSend < doublePressMs) return;
    this.#post({ type: 'stop' });
    this.focus();
  }

  #focusFromCard(event: MouseEvent): void {
    if (event.target !== this.element && event.target !== this.#controls && event.target !== this.#chips.element)
      return;
    event.preventDefault();
    this.focus();
  }

  #render(): void {
    render(this.#row(), this.#controls);
  }

  #row() {
    const model = this.#surroundings?.model;
    const { vendor, name: modelName } = splitModelId(model?.label ?? chooseModel);
    const blank = this.#field.text.trim() === '';
    const name = this.#running ? 'Stop' : 'Send';
    return html`<button
        type="button"
        class="icon-button"
        aria-label="Attach…"
        title="Attach a file, a selection or an image…"
        @click=${() => this.#post({ type: 'attach' })}
      >
        <span class="codicon codicon-attach" aria-hidden="true"></span>
      </button>
      <button
        type="button"
        class="model-button"
        aria-label=${model ? [model.label, model.detail].filter(Boolean).join(' · ') : chooseModel}
        title=${model ? `${model.label} via ${model.detail}\nChange the model` : 'Choose the model to ask'}
        @click=${() => this.#post({ type: 'selectModel' })}
      >
        <span class="model-words"
          ><span class="model-vendor">${vendor}</span><span class="model-name">${modelName}</span
          >${model?.detail ? html`<span class="model-provider"> · ${model.detail}</span>` : nothing}</span
        >
        <span class="codicon codicon-chevron-down" aria-hidden="true"></span>
      </button>
      <span class="composer-hint" role="status">${this.#hint || nothing}</span>
      <button
        type="button"
        class=${this.#running ? 'send-button stop' : 'send-button'}
        aria-label=${name}
        title=${this.#running ? 'Stop (Esc)' : 'Send (Enter)'}
        ?disabled=${!this.#running && blank}
        @click=${(event: MouseEvent) => this.#pressed(event)}
      >
        <span class=${`codicon codicon-${this.#running ? 'debug-stop' : 'arrow-up'}`} aria-hidden="true"></span>
      </button>`;
  }
}
