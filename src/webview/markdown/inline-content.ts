import { anyCut, type Cut, findCuts } from './cuts.ts';
import { endOfLastImage, endsInImageData, isImageData } from './data-image.ts';
import { heal } from './heal.ts';
import { checkbox, type InlineNode, inlineNodes } from './inline-nodes.ts';
import { type MarkAt, placeMarks, visibleLength } from './mark-nodes.ts';
import type { LeafMark } from './mark-places.ts';
import { patchNodes } from './patch-nodes.ts';
import { isPlainGrowth } from './plain-growth.ts';
import { hasPrefix } from './prefix.ts';
import type { Reference } from './reference-map.ts';
import type { ReferenceUser, RenderContext } from './render-context.ts';
import { trimBlankEnd } from './trim.ts';

/** From this many characters on the beginning of a leaf is frozen, so that the cost of a write does not grow with it. */
const FREEZE_FROM = 384;

/** From this many on it is, even if what follows might change it. */
const FREEZE_ANYWAY = 1024;

/** How much of the end is left alone: it is where writing goes on. */
const KEEP = 96;

/** As many characters of a text have to be the same as in the source for the text to be taken for what is written. */
const SAME_END = 32;

/** The inline content of one element: parsed, healed while open, and patched into the DOM. */
export class InlineContent implements ReferenceUser {
  readonly #element: HTMLElement;
  readonly #context: RenderContext;
  #found = new Map<string, Reference | undefined>();
  #source = '';
  #open = true;
  #task = false;
  #rendered = false;
  /** Source that is not read again while the leaf is open, and the last of its nodes. */
  #frozen = '';
  #frozenEnd: ChildNode | undefined;
  /** Whether what is frozen is only likely to be right: it is read again when the leaf is complete. */
  #provisional = false;
  /** Markers of the emphasis that goes on after what is frozen. */
  #reopen = '';
  /** The text that words which come are appended to, if the leaf ends in one that is shown as it is written. */
  #growing: Text | undefined;
  #freezeAt = FREEZE_FROM;
  /** The source ends within the data of an image, which is not shown before it is complete. */
  #endsInImage = false;
  /** In ascending order. */
  #marks: readonly LeafMark[] = [];
  /** How much is seen before a position in what is not frozen, as far as it has been found out. */
  readonly #seen = new Map<number, number>();
  /** The references that this was found out with. */
  readonly #seenWith = new Map<string, Reference | undefined>();
  #measuring = false;

  constructor(element: HTMLElement, context: RenderContext) {
    this.#element = element;
    this.#context = context;
  }

  get found(): ReadonlyMap<string, Reference | undefined> {
    return this.#found;
  }

  /** Shows `source`; `open` says that more of it may come, `task` that it may begin with a task list item's marker. */
  update(source: string, open: boolean, task = false, marks: readonly LeafMark[] = []): void {
    const isSame = source === this.#source && open === this.#open && task === this.#task;
    const areMarksSame = isEqual(marks, this.#marks);
    if (this.#rendered && isSame && areMarksSame) return;
    if (open && task === this.#task && areMarksSame) {
      if (this.#endsInImage && this.#takeImageData(source)) return;
      if (marks.length === 0 && this.#grow(source)) return;
    }
    if (task !== this.#task || !isEqual(this.#frozenMarks(marks), this.#frozenMarks(this.#marks))) this.#thaw();
    if (!hasPrefix(source, this.#source)) {
      this.#seen.clear();
      if (!hasPrefix(source, this.#frozen)) this.#thaw();
    }
    this.#marks = marks;
    this.#source = source;
    this.#open = open;
    this.#task = task;
    if (this.#provisional && !open) this.#thaw();
    this.#render();
  }

  refresh(): void {
    this.#thaw();
    this.#render();
  }

  /** Stops listening for references. */
  dispose(): void {
    for (const label of this.#found.keys()) this.#context.users.get(label)?.delete(this);
    this.#found.clear();
  }

  #render(): void {
    this.#rendered = true;
    if (this.#frozen === '') this.dispose();
    const fixed = this.#open ? this.#freeze() : [];
    const nodes = this.#marked(this.#nodes(this.#tail(), this.#open));
    patchNodes(this.#element, this.#frozenEnd, [...fixed, ...nodes], this.#context.options);
    if (fixed.length > 0) this.#frozenEnd = this.#shownNode(fixed.length - 1);
    this.#endsInImage = this.#open && this.#context.healing && endsInImageData(this.#tail());
    this.#growing = this.#open && this.#context.healing ? this.#textAtEnd(nodes.at(-1)) : undefined;
  }

  /** The last node shown, if it is a text which ends as the source does. */
  #textAtEnd(last: InlineNode | undefined): Text | undefined {
    const shown = this.#element.lastChild;
    if (typeof last !== 'string' || !(shown instanceof Text)) return undefined;
    return trimBlankEnd(this.#source).endsWith(last.slice(-SAME_END)) ? shown : undefined;
  }

  /** Shows a longer source by appending to the text at its end, if that is all it takes; whether it was. */
  #grow(source: string): boolean {
    const text = this.#growing;
    const before = this.#source;
    if (!text || text !== this.#element.lastChild || source.length - this.#frozen.length >= this.#freezeAt)
      return false;
    if (!hasPrefix(source, before) || !isPlainGrowth(source, before.length)) return false;
    const words = source.slice(trimBlankEnd(before).length, trimBlankEnd(source).length);
    if (words !== '') text.appendData(words);
    this.#source = source;
    return true;
  }

  /** Takes a longer source if there is only more of an image's data; whether it was. */
  #takeImageData(source: string): boolean {
    if (!hasPrefix(source, this.#source) || !isImageData(source, this.#source.length)) return false;
    this.#source = source;
    return true;
  }

  #nodes(source: string, open: boolean, healed = this.#context.healing): InlineNode[] {
    const marker = this.#task && this.#frozen === '' ? /^\[([ xX])\](?=[ \t\n])/.exec(source) : null;
    const text = marker ? source.slice(3) : source;
    const healing = open && healed;
    const lookup = (label: string) => this.#lookup(label);
    const math = this.#context.options.math !== undefined;
    const tokens = this.#context.inline.parse(healing ? this.#healed(text, math) : text, lookup, math);
    const nodes = inlineNodes(tokens, healing);
    return marker ? [checkbox(marker[1] !== ' '), ...nodes] : nodes;
  }

  /** The source healed. Half a number in brackets, where these are marks, is nothing yet. */
  #healed(source: string, math: boolean): string {
    const hides = this.#context.marks.hasNumbers && !this.#measuring;
    return heal(hides ? source.replace(/\[\d{0,4}$/, '') : source, math);
  }

  /** What is not frozen, up to a position. */
  #tail(end = this.#source.length): string {
    return this.#reopen + this.#source.slice(this.#frozen.length, Math.max(end, this.#frozen.length));
  }

  /**
   * Freezes the beginning of a long leaf: where nothing that follows can change it, or, when no such place is found for
   * long, where it is likely. Returns the nodes that are frozen from now on and still have to be put in their place.
   */
  #freeze(): InlineNode[] {
    const length = this.#source.length - this.#frozen.length;
    if (length < this.#freezeAt) return [];
    const tail = this.#tail();
    if (this.#context.healing && endsInImageData(tail)) return [];
    const image = endOfLastImage(tail);
    if (image > this.#reopen.length) {
      this.#provisional = true;
      return this.#freezeTo({ length: image, reopen: '' }, this.#nodes(tail.slice(0, image), true));
    }
    const { clean, provisional } = findCuts(tail.slice(0, -KEEP), this.#context.options.math !== undefined);
    const stable = clean && this.#nodes(tail.slice(0, clean.length), false);
    if (clean && stable?.every(isStable)) return this.#freezeTo(clean, stable);
    if (length < FREEZE_ANYWAY) {
      this.#freezeAt = FREEZE_ANYWAY;
      return [];
    }
    this.#provisional = true;
    const cut = provisional && provisional.length > tail.length / 2 ? provisional : anyCut(tail, KEEP);
    const text = tail.slice(0, cut.length);
    const nodes = this.#nodes(text, true);
    // Healing leaves white space at the end out.
    if (text.endsWith(' ')) appendSpace(nodes);
    return this.#freezeTo(cut, nodes);
  }

  #freezeTo({ length, reopen }: Cut, nodes: InlineNode[]): InlineNode[] {
    const added = length - this.#reopen.length;
    const marked = this.#marked(nodes, added);
    this.#splitAfter(marked);
    this.#frozen = this.#source.slice(0, this.#frozen.length + added);
    this.#reopen = reopen;
    this.#seen.clear();
    this.#freezeAt = Math.max(FREEZE_FROM, this.#source.length - this.#frozen.length + FREEZE_FROM / 4);
    return marked;
  }

  /** Splits the text that the frozen nodes end in, so that what is shown after it is found again as it is. */
  #splitAfter(nodes: readonly InlineNode[]): void {
    const last = nodes.at(-1);
    const shown = this.#shownNode(nodes.length - 1);
    if (typeof last === 'string' && shown instanceof Text && shown.length > last.length) shown.splitText(last.length);
  }

  /** The node shown at `index` after what is frozen. */
  #shownNode(index: number): ChildNode | undefined {
    let node: ChildNode | null = this.#frozenEnd ? this.#frozenEnd.nextSibling : this.#element.firstChild;
    for (let count = 0; count < index; count++) node = node?.nextSibling ?? null;
    return node ?? undefined;
  }

  /** The nodes of what is not frozen, or of the next so many characters of it, with the marks that belong there. */
  #marked(nodes: InlineNode[], length = Number.POSITIVE_INFINITY): InlineNode[] {
    const start = this.#frozen.length;
    const here = this.#marks.filter(({ position }) => start === 0 || position > start);
    if (here.length === 0) return nodes;
    for (const [label, reference] of this.#seenWith) if (!this.#isStill(label, reference)) this.#seen.clear();
    if (this.#seen.size === 0) this.#seenWith.clear();
    const marks = here
      .map(({ position, id }) => ({ position: position - start, id }))
      .filter(({ position }) => position <= length)
      .map(({ position, id }): MarkAt => ({ count: this.#seenBefore(position), id }));
    return placeMarks(nodes, marks);
  }

  /** How many characters are seen of the source up to a position, as if it ended there and were healed. */
  #seenBefore(position: number): number {
    const known = this.#seen.get(position);
    if (known !== undefined) return known;
    const start = this.#frozen.length;
    this.#measuring = true;
    const nodes = this.#nodes(this.#tail(start + position), true, true);
    this.#measuring = false;
    const length = visibleLength(nodes);
    // Of a position that has not come the source will change.
    if (start + position <= this.#source.length) this.#seen.set(position, length);
    return length;
  }

  #isStill(label: string, before: Reference | undefined): boolean {
    const now = this.#context.reference(label);
    return now?.href === before?.href && now?.title === before?.title;
  }

  #frozenMarks(marks: readonly LeafMark[]): readonly LeafMark[] {
    const { length } = this.#frozen;
    return length === 0 || marks.length === 0 ? [] : marks.filter(({ position }) => position <= length);
  }

  #thaw(): void {
    // Frozen text is in pieces; put together it is found again as it is.
    if (this.#frozen !== '') this.#element.normalize();
    this.#provisional = false;
    this.#reopen = '';
    this.#seen.clear();
    this.#frozen = '';
    this.#frozenEnd = undefined;
    this.#freezeAt = FREEZE_FROM;
  }

  #lookup(label: string): Reference | undefined {
    const reference = this.#context.reference(label);
    this.#found.set(label, reference);
    if (this.#measuring) this.#seenWith.set(label, reference);
    const users = this.#context.users.get(label) ?? new Set();
    this.#context.users.set(label, users.add(this));
    return reference;
  }
}

function appendSpace(nodes: InlineNode[]): void {
  const last = nodes.at(-1);
  if (typeof last !== 'string') nodes.push(' ');
  else if (!last.endsWith(' ')) nodes[nodes.length - 1] = `${last} `;
}

function isEqual(some: readonly LeafMark[], others: readonly LeafMark[]): boolean {
  if (some === others) return true;
  return (
    some.length === others.length &&
    some.every(({ position, id }, index) => position === others[index]?.position && id === others[index]?.id)
  );
}

/** Whether a top-level node of a prefix cannot change: text must have no marker that a later one could pair with. */
function isStable(node: InlineNode): boolean {
  if (typeof node !== 'string') return true;
  const harmless = node.replace(/(?<=\s|^)[*_~]+(?=\s|$)|(?<=[\p{L}\p{N}])_+(?=[\p{L}\p{N}])/gu, '');
  return !/[*_~`[\]<]/.test(harmless);
}
