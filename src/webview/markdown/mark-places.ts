import type { Block, HeadingBlock, ParagraphBlock, RowBlock } from './block.ts';
import { isContainer } from './block.ts';
import type { Line } from './lines.ts';
import { cellEnds } from './table-row.ts';

/** A mark in the source of one leaf. */
export interface LeafMark {
  /** How much of the leaf's source is before it, in UTF-16 code units. */
  readonly position: number;
  readonly id: number;
}

interface Mark {
  readonly offset: number;
  readonly id: number;
}

const none: readonly LeafMark[] = [];

/**
 * Where marks are: at which offset of all text, which is what they are known by, and thereby where in the source of a leaf.
 * A leaf's source is not a piece of the text, but each of its lines is the end of one of the text's lines; so a place is
 * counted from the end of its line.
 */
export class MarkPlaces {
  /** In ascending order. */
  readonly #marks: Mark[] = [];
  readonly #numbers = new Map<number, number>();
  /** Where each line begins, that which is to come too, and where it ends without its line ending; the last may still grow. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  /** Takes a line. One that has come so far is taken again when there is more of it. */
  line({ number, offset, text, next }: Line): void {
    this.#starts[number] = offset;
    this.#starts[number + 1] = next;
    this.#ends[number] = offset + text.length;
  }

  /** Takes a mark; whether it is new. */
  add(offset: number, id: number): boolean {
    const index = this.#firstFrom(offset, id);
    const found = this.#marks[index];
    if (found?.offset === offset && found.id === id) return false;
    this.#marks.splice(index, 0, { offset, id });
    return true;
  }

  /** Takes what `[number]` stands for; whether that is new. */
  addNumber(number: number, id: number): boolean {
    if (this.#numbers.has(number)) return false;
    this.#numbers.set(number, id);
    return true;
  }

  /** Whether any number stands for a mark. */
  get hasNumbers(): boolean {
    return this.#numbers.size > 0;
  }

  /** What `[number]` stands for. */
  idOf(number: number): number | undefined {
    return this.#numbers.get(number);
  }

  /** The leaf that an offset is in, if it has come. */
  leafAt(root: Block, offset: number): Block | undefined {
    const line = lastBelow(this.#starts, offset);
    let block: Block | undefined = root;
    while (block && isContainer(block)) {
      const { children }: { children: readonly Block[] } = block;
      block = children[lastBelow(children, line + 1, child => child.line)];
    }
    return block;
  }

  /** The marks in a paragraph or a heading. */
  inLeaf(block: ParagraphBlock | HeadingBlock): readonly LeafMark[] {
    // Most leaves have none, and a long one is asked again with each piece.
    if (this.#marks.length === 0) return none;
    const lines = block.kind === 'paragraph' ? block.lines : block.text.split('\n');
    if (this.#between(block.line, block.line + lines.length - 1).length === 0) return none;
    let start = 0;
    return lines.flatMap((line, index) => {
      const base = start;
      start += line.length + 1;
      return this.#inLine(block.line + index).map(({ fromEnd, id }) => ({
        position: base + Math.max(0, line.length - fromEnd),
        id,
      }));
    });
  }

  /** The marks in one cell of a table's row. */
  inCell({ line, source, cells }: RowBlock, column: number): readonly LeafMark[] {
    const marks = this.#marks.length === 0 ? [] : this.#inLine(line);
    if (marks.length === 0) return none;
    const ends = cellEnds(source);
    const length = cells[column]?.length ?? 0;
    const last = Math.min(ends.length, cells.length) - 1;
    return marks
      .filter(({ fromEnd }) => {
        const found = ends.findIndex(end => source.length - end <= fromEnd);
        return (found < 0 || found > last ? last : found) === column;
      })
      .map(({ fromEnd, id }) => {
        const end = source.length - (ends[column] ?? source.length);
        return { position: Math.min(length, Math.max(0, length - (fromEnd - end))), id };
      });
  }

  #inLine(line: number): { fromEnd: number; id: number }[] {
    const end = this.#ends[line];
    if (end === undefined) return [];
    return this.#between(line, line).map(({ offset, id }) => ({ fromEnd: Math.max(0, end - offset), id }));
  }

  /** The marks in these lines, line endings included. */
  #between(first: number, last: number): Mark[] {
    const from = this.#starts[first];
    const to = this.#starts[last + 1];
    if (from === undefined || to === undefined) return [];
    return this.#marks.slice(this.#firstFrom(from + 1, 0), this.#firstFrom(to + 1, 0));
  }

  /** The index of the first mark that is not before this one. */
  #firstFrom(offset: number, id: number): number {
    let low = 0;
    let high = this.#marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const mark = this.#marks[middle];
      if (mark && (mark.offset < offset || (mark.offset === offset && mark.id < id))) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The index of the last of ascending numbers that is less than a limit; -1 for none. */
function lastBelow<T>(list: readonly T[], limit: number, number: (item: T) => number = Number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = list[middle];
    if (item !== undefined && number(item) < limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
