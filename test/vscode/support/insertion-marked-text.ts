/** A place between two characters of a {@link MarkedText}, told by being the same object. */
export type Mark = object;

/** One replacement, by offsets in UTF-16 code units. */
export interface Edit {
  from: number;
  to: number;
  text: string;
}

/** A text with marks in it, which stay between their characters whatever happens elsewhere. */
export class MarkedText {
  /** UTF-16 code units, and the marks between them. */
  #items: (string | Mark)[];

  constructor(text: string) {
    this.#items = text.split('');
  }

  get text(): string {
    return textOf(this.#items);
  }

  /** Puts a mark at the offset, before the marks that are there. */
  mark(offset: number, mark: Mark): void {
    let index = 0;
    for (let seen = 0; seen < offset && index < this.#items.length; index++) {
      if (typeof this.#items[index] === 'string') seen++;
    }
    this.#items.splice(index, 0, mark);
  }

  unmark(marks: readonly Mark[]): void {
    this.#items = this.#items.filter(item => typeof item === 'string' || !marks.includes(item));
  }

  offsetOf(mark: Mark): number {
    return textOf(this.#items.slice(0, this.#items.indexOf(mark))).length;
  }

  /** The text between two marks. */
  between(start: Mark, end: Mark): string {
    return textOf(this.#items.slice(this.#items.indexOf(start), this.#items.indexOf(end)));
  }

  /** Puts the text in place of all that is between two marks. */
  fill(start: Mark, end: Mark, text: string): void {
    const from = this.#items.indexOf(start) + 1;
    this.#items.splice(from, this.#items.indexOf(end) - from, ...text.split(''));
  }

  /** @param goesBefore whether the new text goes before this mark, where it touches the edit. */
  replace({ from, to, text }: Edit, goesBefore: (mark: Mark) => boolean): void {
    const result: (string | Mark)[] = [];
    let rest: string[] | undefined = text.split('');
    let offset = 0;
    for (const item of this.#items) {
      const isText = typeof item === 'string';
      if (rest && (isText ? offset >= to : offset >= from && goesBefore(item))) {
        result.push(...rest);
        rest = undefined;
      }
      if (!isText || offset < from || offset >= to) result.push(item);
      if (isText) offset++;
    }
    this.#items = rest ? [...result, ...rest] : result;
  }
}

function textOf(items: readonly (string | Mark)[]): string {
  return items.filter(item => typeof item === 'string').join('');
}
