import type { Citation } from '../../core/conversation/conversation.ts';
import { element } from '../dom.ts';
import type { MarkdownWriter } from '../markdown/sink.ts';
import { SourceCard } from './source-card.ts';
import { SourceList } from './source-list.ts';
import { type SourceWords, sourceWords } from './source-words.ts';

/** What shows a text that sources are cited in. */
type MarkedText = Pick<MarkdownWriter, 'mark' | 'markNumber'>;

/**
 * The sources of one answer: their list, and the marks in its texts that lead to them. A source is there once, however
 * often it is cited; its number is its place in the list.
 */
export class AnswerSources {
  readonly element: HTMLElement;
  readonly #list = new SourceList();
  readonly #card = new SourceCard();
  readonly #texts = new Map<number, MarkedText>();
  readonly #sources: SourceWords[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #citations: Citation[] = [];

  constructor() {
    this.element = this.#list.element;
    this.element.append(this.#card.element);
  }

  /** Takes what shows the text of a part, so that marks are put into it. */
  addText(part: number, text: MarkedText): void {
    this.#texts.set(part, text);
    for (const citation of this.#citations) this.#mark(citation, part, text);
  }

  /** Takes the answer's citations, which are only ever added to. Returns whether there are any. */
  update(citations: readonly Citation[]): boolean {
    const more = citations.slice(this.#citations.length);
    this.#citations.push(...more);
    this.#list.add(more.flatMap(citation => this.#learn(citation)));
    for (const citation of more) for (const [part, text] of this.#texts) this.#mark(citation, part, text);
    return citations.length > 0;
  }

  /** Fills the element of a mark: a link to its source, or a button that leads to what is known of it. */
  fill(number: number, target: HTMLElement): void {
    const source = this.#sources[number - 1];
    if (!source) return;
    const mark = source.href === undefined ? element('button', 'mark-link') : element('a', 'mark-link');
    if (mark instanceof HTMLAnchorElement) mark.href = source.href ?? '';
    else {
      mark.type = 'button';
      mark.addEventListener('click', () => this.#list.reveal(number));
    }
    // The number itself is no text of the answer: it is neither copied nor found.
    mark.dataset['number'] = String(number);
    mark.ariaLabel = `Source ${number}: ${source.title}`;
    this.#card.attach(mark, () => this.#sources[number - 1]);
    target.replaceChildren(mark);
  }

  dispose(): void {
    this.#card.hide();
  }

  #learn(citation: Citation): SourceWords[] {
    const key = keyOf(citation);
    if (this.#numbers.has(key)) return [];
    const source = sourceWords(citation);
    this.#sources.push(source);
    this.#numbers.set(key, this.#sources.length);
    return [source];
  }

  #mark(citation: Citation, part: number, text: MarkedText): void {
    const number = this.#numbers.get(keyOf(citation));
    if (number === undefined) return;
    for (const place of citation.at ?? []) if (place.part === part) text.mark(place.offset, number);
    if (citation.number !== undefined) text.markNumber(citation.number, number);
  }
}

function keyOf({ url, title, snippet }: Citation): string {
  return url || title || snippet || '';
}
