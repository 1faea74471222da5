import type { InlineNode } from './inline-nodes.ts';
import { type MarkAt, placeMarks, visibleLength } from './mark-nodes.ts';
import type { LeafMark } from './mark-places.ts';
import { isSameReference, type Reference } from './reference-map.ts';

/** What the places of marks are found out with. */
export interface MarkMeasure {
  /** How much of the source is frozen; what is shown of it has its marks already. */
  readonly start: number;
  /** How long the source is. */
  readonly end: number;
  /** The nodes of what is not frozen, as if the source ended at a position and were healed; `saw` is told each reference. */
  parse(end: number, saw: (label: string, reference: Reference | undefined) => void): InlineNode[];
  /** What a label stands for now. */
  reference(label: string): Reference | undefined;
}

/**
 * The marks of one leaf. Where one is seen follows from how many characters are seen of the source before it; to find that
 * out the source up to there is read, so the answer is kept for as long as it holds.
 */
export class LeafMarks {
  /** In ascending order. */
  #marks: readonly LeafMark[] = [];
  /** How much is seen before a position in what is not frozen, as far as it has been found out. */
  readonly #seen = new Map<number, number>();
  /** The references that this was found out with. */
  readonly #seenWith = new Map<string, Reference | undefined>();

  set(marks: readonly LeafMark[]): void {
    this.#marks = marks;
  }

  isSame(marks: readonly LeafMark[]): boolean {
    return isEqual(marks, this.#marks);
  }

  /** Whether these are the same marks as far as the first `length` characters of the source go. */
  isSameWithin(length: number, marks: readonly LeafMark[]): boolean {
    return length === 0 || isEqual(within(length, marks), within(length, this.#marks));
  }

  /** Has to be called when the source has changed other than by growing, or another part of it is frozen. */
  forget(): void {
    this.#seen.clear();
  }

  /** The nodes of what is not frozen, or of the next `length` characters of it, with the marks that belong there. */
  place(nodes: InlineNode[], measure: MarkMeasure, length = Number.POSITIVE_INFINITY): InlineNode[] {
    const { start } = measure;
    const here = this.#marks.filter(({ position }) => start === 0 || position > start);
    if (here.length === 0) return nodes;
    for (const [label, before] of this.#seenWith)
      if (!isSameReference(measure.reference(label), before)) this.#seen.clear();
    if (this.#seen.size === 0) this.#seenWith.clear();
    const marks = here
      .filter(({ position }) => position - start <= length)
      .map(({ position, id }): MarkAt => ({ count: this.#seenBefore(position, measure), id }));
    return placeMarks(nodes, marks);
  }

  /** How many characters are seen before a position. */
  #seenBefore(position: number, { end, parse }: MarkMeasure): number {
    const known = this.#seen.get(position);
    if (known !== undefined) return known;
    const nodes = parse(position, (label, reference) => this.#seenWith.set(label, reference));
    const length = visibleLength(nodes);
    // Of a position that has not come the source will change.
    if (position <= end) this.#seen.set(position, length);
    return length;
  }
}

function within(length: number, marks: readonly LeafMark[]): readonly LeafMark[] {
  return marks.length === 0 ? marks : marks.filter(({ position }) => position <= length);
}

function isEqual(some: readonly LeafMark[], others: readonly LeafMark[]): boolean {
  if (some === others) return true;
  return (
    some.length === others.length &&
    some.every(({ position, id }, index) => position === others[index]?.position && id === others[index]?.id)
  );
}
