import { isEndState } from '../../core/answer-state.ts';
import { type Answer, answerText, type Message } from '../../core/conversation/conversation.ts';
import { type Delta, paragraphBreak } from '../../core/delta.ts';
import { element } from '../dom.ts';
import { splitModelId } from '../model-name.ts';
import { AnswerFooter } from './answer-footer.ts';
import { AnswerParts, isContinuation } from './answer-parts.ts';
import { modelWords, retryWords } from './answer-words.ts';
import { errorBox, errorWords } from './error-box.ts';
import type { MessageView } from './message-view.ts';
import { RetryBox } from './retry-box.ts';
import { SiblingNav } from './sibling-nav.ts';
import type { TranscriptContext } from './transcript-context.ts';

/** An answer: who answers, its parts as they arrive, and below them what it is doing or how it ended. */
export class AnswerView implements MessageView {
  readonly element = element('article', 'message answer');
  readonly siblings: SiblingNav;
  readonly #context: TranscriptContext;
  readonly #model = element('span', 'model');
  readonly #parts: AnswerParts;
  readonly #footer: AnswerFooter;
  #answer: Answer;
  #error: HTMLElement | undefined;
  #retry: RetryBox | undefined;
  #filled = false;
  /** Whether what surrounds the parts is older than the answer. */
  #stale = false;
  /** Whether there was text to copy or insert when it was brought up to date. */
  #hasText = false;

  constructor(answer: Answer, context: TranscriptContext) {
    this.#answer = answer;
    this.#context = context;
    this.siblings = new SiblingNav('Answer', messageId => context.post({ type: 'choose', messageId }));
    this.#parts = new AnswerParts(answer.id, context);
    this.#footer = new AnswerFooter(context);
    this.element.dataset['role'] = 'assistant';
    this.element.dataset['messageId'] = answer.id;
    const header = element('div', 'answer-header', this.#model, this.siblings.element);
    this.element.append(header, this.#parts.element, this.#footer.element);
    this.#refresh();
  }

  fill(): void {
    if (this.#filled) return;
    this.#filled = true;
    this.#catchUp(false);
    this.#stale = true;
  }

  drawNext(): boolean {
    if (this.#parts.drawNext()) return true;
    if (!this.#stale) return false;
    this.#refresh();
    return true;
  }

  /** Puts also text on the page that is not shown because it is closed. */
  fillClosed(): void {
    this.#parts.fillClosed();
  }

  /** Takes a delta, which the answer already has. */
  applyDelta(delta: Delta): void {
    this.#footer.arrived();
    const { parts } = this.#answer;
    if (this.#filled) {
      if (parts.length > this.#parts.count || delta.type === 'citation') {
        this.#catchUp(true);
      } else if (delta.type === 'text-delta' || delta.type === 'refusal-delta' || delta.type === 'reasoning-delta') {
        this.#parts.appendText('startsParagraph' in delta ? paragraphBreak + delta.text : delta.text);
      }
    }
    if (this.#isOnlyText(delta)) this.#context.draw(this);
    else this.#changed();
  }

  /** Takes the answer's state. */
  applyState(): void {
    if (this.#filled && isEndState(this.#answer.state)) this.#parts.end();
    if (this.#answer.state === 'retrying') this.#context.announce(retryWords(this.#answer, Date.now()));
    this.#changed();
  }

  adopt(message: Message): boolean {
    if (message.role !== 'assistant') return false;
    const before = this.#answer;
    if (this.#filled) {
      if (!isContinuation(before, message)) return false;
      const growing = before.parts.at(-1);
      const grown = message.parts[before.parts.length - 1];
      const more =
        growing && 'text' in growing && grown && 'text' in grown ? grown.text.slice(growing.text.length) : '';
      if (this.#parts.ended && (more || message.parts.length > before.parts.length)) return false;
      if (more) this.#parts.appendText(more);
    }
    this.#answer = message;
    if (this.#filled) this.#catchUp(false);
    this.#changed();
    return true;
  }

  dispose(): void {
    this.#parts.dispose();
    this.#retry?.dispose();
    this.#footer.dispose();
  }

  /** Whether a delta changes nothing of what surrounds the parts, as nearly all do. */
  #isOnlyText({ type }: Delta): boolean {
    if (this.element.dataset['state'] !== this.#answer.state) return false;
    return type === 'reasoning-delta' || (this.#hasText && (type === 'text-delta' || type === 'refusal-delta'));
  }

  /** What surrounds the parts is brought up to date behind them. */
  #changed(): void {
    this.#stale = true;
    this.#context.draw(this);
  }

  /** Adds the parts and sources that are not there yet. */
  #catchUp(arriving: boolean): void {
    const { parts, citations, state } = this.#answer;
    for (const part of parts.slice(this.#parts.count)) this.#parts.add(part, arriving);
    this.#parts.showCitations(citations);
    if (isEndState(state)) this.#parts.end();
  }

  #refresh(): void {
    this.#stale = false;
    const answer = this.#answer;
    const words = modelWords(answer);
    if (this.#model.textContent !== words) {
      this.#model.replaceChildren(...modelParts(answer));
      this.element.ariaLabel = `Answer from ${words}`;
    }
    const title = answer.reportedModel ? `${words}\nAnswered by ${answer.reportedModel}` : words;
    if (this.#model.title !== title) this.#model.title = title;
    const hasText = answer.parts.some(part => part.type === 'text' || part.type === 'refusal');
    this.#hasText = hasText;
    this.#footer.update(answer, hasText);
    if (answer.timing?.reasoningMs !== undefined) this.#parts.reasoningTook(answer.timing.reasoningMs);
    if (this.element.dataset['state'] === answer.state) return;
    this.element.dataset['state'] = answer.state;
    this.#showError(hasText);
    this.#showRetry();
  }

  #showRetry(): void {
    this.#retry?.dispose();
    this.#retry?.element.remove();
    this.#retry = undefined;
    if (this.#answer.state !== 'retrying') return;
    this.#retry = new RetryBox(
      () => this.#answer,
      () => this.#context.post({ type: 'retryNow' }),
    );
    this.#footer.element.before(this.#retry.element);
  }

  #showError(hasText: boolean): void {
    this.#error?.remove();
    this.#error = undefined;
    const { id, error, state } = this.#answer;
    if (state !== 'failed' || !error) return;
    this.#error = errorBox(error, {
      ...(hasText && { continueFromHere: () => this.#context.post({ type: 'continue', answerId: id }) }),
      tryAgain: () => this.#context.post({ type: 'regenerate', answerId: id }),
      ...(error.parameter !== undefined && {
        askWithout: () => this.#context.post({ type: 'askWithout', answerId: id }),
      }),
      checkConnection: () => this.#context.post({ type: 'checkConnection', answerId: id }),
      setApiKey: () => this.#context.post({ type: 'setApiKey' }),
      openSettings: () => this.#context.post({ type: 'openSettings' }),
      newChat: () => this.#context.post({ type: 'newChat', answerId: id }),
      selectModel: () => this.#context.post({ type: 'selectModel' }),
      copy: () => {
        this.#context.post({ type: 'copy', text: hasText ? answerText(this.#answer) : errorWords(error, false) });
        this.#context.announce('Copied');
      },
    });
    this.#footer.element.before(this.#error);
  }
}

/** {@link modelWords} in parts that give way one after the other. */
function modelParts({ model: { modelId, providerLabel } }: Answer): HTMLElement[] {
  const { vendor, name } = splitModelId(modelId);
  return [
    element('span', 'model-vendor', vendor),
    element('span', 'model-name', name),
    element('span', 'model-provider', ` via ${providerLabel}`),
  ];
}
