import { endsInImageData, isImageData } from './data-image.ts';
import type { InlineNode } from './inline-nodes.ts';
import { isPlainGrowth } from './plain-growth.ts';
import { hasPrefix } from './prefix.ts';
import { trimBlankEnd } from './trim.ts';

/** As many characters of a text have to be the same as in the source for the text to be taken for what is written. */
const SAME_END = 32;

/** The end of an open leaf, as long as what comes there need not be parsed: words after words, or more of an image's data. */
export class GrowingEnd {
  readonly #element: HTMLElement;
  /** The text that words which come are appended to, if the leaf ends in one that is shown as it is written. */
  #text: Text | undefined;
  /** The source ends within the data of an image, which is not shown before it is complete. */
  #isInImage = false;

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  /** Looks how a source ends that has just been shown: `tail` is its end, `last` the last node. */
  look(source: string, tail: string, last: InlineNode | undefined): void {
    this.#isInImage = endsInImageData(tail);
    const shown = this.#element.lastChild;
    const isAsWritten = typeof last === 'string' && trimBlankEnd(source).endsWith(last.slice(-SAME_END));
    this.#text = isAsWritten && shown instanceof Text ? shown : undefined;
  }

  /** Nothing more is taken. */
  stop(): void {
    this.#isInImage = false;
    this.#text = undefined;
  }

  /** Whether a source has only more of an image's data than the one before, so that there is nothing to show. */
  takeImageData(source: string, before: string): boolean {
    return this.#isInImage && hasPrefix(source, before) && isImageData(source, before.length);
  }

  /** Shows a longer source by appending to the text at its end, if that is all it takes; whether it was. */
  takeWords(source: string, before: string): boolean {
    const text = this.#text;
    if (!text || text !== this.#element.lastChild) return false;
    if (!hasPrefix(source, before) || !isPlainGrowth(source, before.length)) return false;
    const words = source.slice(trimBlankEnd(before).length, trimBlankEnd(source).length);
    if (words !== '') text.appendData(words);
    return true;
  }
}
