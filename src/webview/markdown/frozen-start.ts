import { anyCut, type Cut, findCuts } from './cuts.ts';
import { endOfLastImage, endsInImageData } from './data-image.ts';
import type { InlineNode } from './inline-nodes.ts';
import { hasPrefix } from './prefix.ts';

/** From this many characters on the beginning of a leaf is frozen, so that the cost of a write does not grow with it. */
const FREEZE_FROM = 384;

/** From this many on it is, even if what follows might change it. */
const FREEZE_ANYWAY = 1024;

/** How much of the end is left alone: it is where writing goes on. */
const KEEP = 96;

/** What is frozen next. */
export interface FrozenPiece {
  /** How many characters of the source it has. */
  readonly length: number;
  /** Its inline nodes, without marks. */
  readonly nodes: InlineNode[];
  readonly reopen: string;
  /** Whether nothing that follows can change it. */
  readonly isSure: boolean;
}

/** How to read what is looked at. */
export interface FreezeOptions {
  readonly healing: boolean;
  readonly math: boolean;
  /** `open` says that more may come after it. */
  parse(source: string, open: boolean): InlineNode[];
}

/** The beginning of a long leaf, which is not read again while the leaf is open. */
export class FrozenStart {
  readonly #element: HTMLElement;
  #text = '';
  /** The last node that shows it. */
  #end: ChildNode | undefined;
  /** Markers of the emphasis that goes on after it. */
  #reopen = '';
  #isSure = true;
  #freezeAt = FREEZE_FROM;

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  /** How many characters of the source it has. */
  get length(): number {
    return this.#text.length;
  }

  /** The last node that shows it; undefined if there is none. */
  get end(): ChildNode | undefined {
    return this.#end;
  }

  /** Whether it is right for certain. If not, it has to be read again when the leaf is complete. */
  get isSure(): boolean {
    return this.#isSure;
  }

  isStartOf(source: string): boolean {
    return hasPrefix(source, this.#text);
  }

  /** What is to be read of a source: what comes after the frozen start, up to a position. */
  tail(source: string, end = source.length): string {
    return this.#reopen + source.slice(this.#text.length, Math.max(end, this.#text.length));
  }

  /** Whether so much has come that more of it should be frozen. */
  isDue({ length }: string): boolean {
    return length - this.#text.length >= this.#freezeAt;
  }

  /**
   * Finds what of a source can be frozen: up to where nothing that follows can change it, or, when no such place is found
   * for long, where that is likely.
   */
  next(source: string, { healing, math, parse }: FreezeOptions): FrozenPiece | undefined {
    if (!this.isDue(source)) return undefined;
    const tail = this.tail(source);
    if (healing && endsInImageData(tail)) return undefined;
    const image = endOfLastImage(tail);
    if (image > this.#reopen.length) {
      return this.#piece({ length: image, reopen: '' }, parse(tail.slice(0, image), true), false);
    }
    const { clean, provisional } = findCuts(tail.slice(0, -KEEP), math);
    const stable = clean && parse(tail.slice(0, clean.length), false);
    if (clean && stable?.every(isStable)) return this.#piece(clean, stable, true);
    if (source.length - this.#text.length < FREEZE_ANYWAY) {
      this.#freezeAt = FREEZE_ANYWAY;
      return undefined;
    }
    const cut = provisional && provisional.length > tail.length / 2 ? provisional : anyCut(tail, KEEP);
    const text = tail.slice(0, cut.length);
    const nodes = parse(text, true);
    // Healing leaves white space at the end out.
    if (text.endsWith(' ')) appendSpace(nodes);
    return this.#piece(cut, nodes, false);
  }

  /** Freezes a piece. `nodes` are to show it, marks included; when they do, `placed` has to be called. */
  add(source: string, { length, reopen, isSure }: FrozenPiece, nodes: readonly InlineNode[]): void {
    this.#splitAfter(nodes);
    this.#text = source.slice(0, this.#text.length + length);
    this.#reopen = reopen;
    this.#isSure &&= isSure;
    // Not at once again where there was no good place near the end.
    this.#freezeAt = Math.max(FREEZE_FROM, source.length - this.#text.length + FREEZE_FROM / 4);
  }

  /** Says that so many more nodes are in their places, which show what was added. */
  placed(count: number): void {
    if (count > 0) this.#end = this.#shownNode(count - 1);
  }

  /** From now on nothing is frozen. */
  thaw(): void {
    // Frozen text is in pieces; put together it is found again as it is.
    if (this.#text !== '') this.#element.normalize();
    this.#text = '';
    this.#end = undefined;
    this.#reopen = '';
    this.#isSure = true;
    this.#freezeAt = FREEZE_FROM;
  }

  #piece({ length, reopen }: Cut, nodes: InlineNode[], isSure: boolean): FrozenPiece {
    return { length: length - this.#reopen.length, nodes, reopen, isSure };
  }

  /** Splits the text that the frozen nodes end in, so that what is shown after it is found again as it is. */
  #splitAfter(nodes: readonly InlineNode[]): void {
    const last = nodes.at(-1);
    const shown = this.#shownNode(nodes.length - 1);
    if (typeof last === 'string' && shown instanceof Text && shown.length > last.length) shown.splitText(last.length);
  }

  /** The node shown at `index` after what is frozen. */
  #shownNode(index: number): ChildNode | undefined {
    let node: ChildNode | null = this.#end ? this.#end.nextSibling : this.#element.firstChild;
    for (let count = 0; count < index; count++) node = node?.nextSibling ?? null;
    return node ?? undefined;
  }
}

function appendSpace(nodes: InlineNode[]): void {
  const last = nodes.at(-1);
  if (typeof last !== 'string') nodes.push(' ');
  else if (!last.endsWith(' ')) nodes[nodes.length - 1] = `${last} `;
}

/** Whether a top-level node of a prefix cannot change: text must have no marker that a later one could pair with. */
function isStable(node: InlineNode): boolean {
  if (typeof node !== 'string') return true;
  const harmless = node.replace(/(?<=\s|^)[*_~]+(?=\s|$)|(?<=[\p{L}\p{N}])_+(?=[\p{L}\p{N}])/gu, '');
  return !/[*_~`[\]<]/.test(harmless);
}
