import { isEndState } from '../../core/answer-state.ts';
import { type Answer, answerText } from '../../core/conversation/conversation.ts';
import { confirmOn, element, iconButton, setHidden, textButton } from '../dom.ts';
import { endWords, statusWords, usageWords } from './answer-words.ts';
import { InsertActions } from './insert-actions.ts';
import { Silence } from './silence.ts';
import type { TranscriptContext } from './transcript-context.ts';

/** The row under an answer: quiet actions, and one line in words about what it is doing or how it ended. */
export class AnswerFooter {
  readonly element = element('div', 'answer-footer');
  readonly #actions = element('div', 'actions');
  readonly #words = element('span');
  readonly #copy: HTMLButtonElement;
  readonly #regenerate: HTMLButtonElement;
  readonly #continue: HTMLButtonElement;
  readonly #silence = new Silence(() => this.#updateWords());
  #answer: Answer | undefined;

  constructor(context: TranscriptContext) {
    // What matters of it is announced; a screen reader is not to count the seconds.
    this.#words.ariaLive = 'off';
    const withAnswer = (act: (answer: Answer) => void) => () => {
      if (this.#answer) act(this.#answer);
    };
    this.#copy = iconButton(
      'copy',
      'Copy',
      withAnswer(answer => {
        context.post({ type: 'copy', text: answerText(answer) });
        context.announce('Copied');
        confirmOn(this.#copy);
      }),
    );
    const insert = new InsertActions(
      {
        scope: () => this.element.parentElement,
        piece: () => this.#answer && { answerId: this.#answer.id },
      },
      context,
    );
    this.#regenerate = iconButton(
      'refresh',
      'Regenerate',
      withAnswer(answer => context.post({ type: 'regenerate', answerId: answer.id })),
    );
    this.#continue = textButton(
      'Continue from Here',
      'quiet',
      withAnswer(answer => context.post({ type: 'continue', answerId: answer.id })),
    );
    this.#actions.append(this.#copy, insert.button('cursor', true), this.#regenerate, insert.moreButton());
    this.#actions.role = 'group';
    this.#actions.ariaLabel = 'Answer actions';
    this.element.append(element('div', 'answer-words', this.#words, ' ', this.#continue), this.#actions);
  }

  update(answer: Answer, hasText: boolean): void {
    this.#answer = answer;
    this.#silence.update(answer.state);
    const final = isEndState(answer.state);
    const failed = answer.state === 'failed';
    // A failed answer has Copy and Try Again in its error box.
    setHidden(this.#copy, failed);
    setHidden(this.#regenerate, failed);
    setHidden(this.#actions, failed ? !hasText : !hasText && !final);
    for (const button of this.#actions.querySelectorAll<HTMLButtonElement>(':scope > button')) {
      const disabled = button === this.#regenerate ? !final : !hasText;
      if (button.disabled !== disabled) button.disabled = disabled;
    }
    setHidden(this.#continue, !hasText || !endedEarly(answer));
    this.#updateWords();
    setHidden(this.element, this.#actions.hidden && this.#words.textContent === '');
  }

  /** Something of the answer has come. */
  arrived(): void {
    this.#silence.end();
  }

  dispose(): void {
    this.#silence.dispose();
  }

  #updateWords(): void {
    if (!this.#answer) return;
    const status = statusWords(this.#answer, this.#silence.ms);
    const items = endWords(this.#answer);
    const words = status || items.join(' · ');
    if (this.#words.textContent !== words) {
      this.#words.replaceChildren(
        status,
        ...items.flatMap((item, index) => [index ? ' · ' : '', element('span', 'item', item)]),
      );
    }
    const title = usageWords(this.#answer.usage);
    if (this.#words.title !== title) this.#words.title = title;
  }
}

/** Whether there may be more to come of an answer that did not fail. */
function endedEarly({ state, finish }: Answer): boolean {
  return state === 'stopped' || (state === 'finished' && finish?.reason === 'length');
}
