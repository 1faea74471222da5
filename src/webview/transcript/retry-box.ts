import type { Answer } from '../../core/conversation/conversation.ts';
import { element, icon, textButton } from '../dom.ts';
import { retryWords } from './answer-words.ts';

/** Says that another attempt is made, when and why, and offers not to wait for it. */
export class RetryBox {
  readonly element = element('div', 'retry-box');
  readonly #when = element('p', 'retry-when');
  readonly #answer: () => Answer;
  readonly #countdown: ReturnType<typeof setInterval>;

  /** @param answer gives the answer as it is now */
  constructor(answer: () => Answer, retryNow: () => void) {
    this.#answer = answer;
    // Its beginning is announced; a screen reader is not to count down too.
    this.#when.ariaLive = 'off';
    const text = element('div', 'error-text', this.#when);
    const { error } = answer();
    if (error) text.append(element('p', 'error-detail', error.message));
    const button = textButton('Retry Now', '', retryNow);
    this.element.append(
      element('div', 'error-line', icon('clockface'), text),
      element('div', 'error-buttons', button, element('span', 'error-detail', 'Esc to stop')),
    );
    this.#tick();
    this.#countdown = setInterval(() => this.#tick(), 1000);
  }

  dispose(): void {
    clearInterval(this.#countdown);
  }

  #tick(): void {
    const words = retryWords(this.#answer(), Date.now());
    if (this.#when.textContent !== words) this.#when.textContent = words;
  }
}
