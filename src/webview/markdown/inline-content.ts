import { heal, stablePrefix } from './heal.ts';
import { checkbox, type InlineNode, inlineNodes } from './inline-nodes.ts';
import { patchNodes } from './patch-nodes.ts';
import type { Reference } from './reference-map.ts';
import type { ReferenceUser, RenderContext } from './render-context.ts';

/** From this many characters on the beginning of a leaf is frozen, so that the cost of a write does not grow with it. */
const FREEZE_FROM = 1024;

/** The inline content of one element: parsed, healed while open, and patched into the DOM. */
export class InlineContent implements ReferenceUser {
  readonly #element: HTMLElement;
  readonly #context: RenderContext;
  #found = new Map<string, Reference | undefined>();
  #source = '';
  #open = true;
  #task = false;
  #rendered = false;
  /** Source whose nodes are final, and the last of these nodes. */
  #frozen = '';
  #frozenEnd: ChildNode | undefined;
  #freezeAt = FREEZE_FROM;

  constructor(element: HTMLElement, context: RenderContext) {
    this.#element = element;
    this.#context = context;
  }

  get found(): ReadonlyMap<string, Reference | undefined> {
    return this.#found;
  }

  /** Shows `source`; `open` says that more of it may come, `task` that it may begin with a task list item's marker. */
  update(source: string, open: boolean, task = false): void {
    if (this.#rendered && source === this.#source && open === this.#open && task === this.#task) return;
    if (task !== this.#task) this.#thaw();
    this.#source = source;
    this.#open = open;
    this.#task = task;
    if (!source.startsWith(this.#frozen)) this.#thaw();
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
    const nodes = this.#nodes(this.#source.slice(this.#frozen.length), this.#open);
    patchNodes(this.#element, this.#frozenEnd, [...fixed, ...nodes], this.#context.options);
    if (fixed.length > 0) this.#frozenEnd = this.#shownNode(fixed.length - 1);
  }

  #nodes(source: string, open: boolean): InlineNode[] {
    const marker = this.#task && this.#frozen === '' ? /^\[([ xX])\](?=[ \t\n])/.exec(source) : null;
    const text = marker ? source.slice(3) : source;
    const healing = open && this.#context.healing;
    const lookup = (label: string) => this.#lookup(label);
    const math = this.#context.options.math !== undefined;
    const tokens = this.#context.inline.parse(healing ? heal(text, math) : text, lookup, math);
    const nodes = inlineNodes(tokens, healing);
    return marker ? [checkbox(marker[1] !== ' '), ...nodes] : nodes;
  }

  /**
   * Freezes the beginning of a long leaf once nothing that follows can change it. Returns the nodes that are final from
   * now on and still have to be put in their place.
   */
  #freeze(): InlineNode[] {
    const tail = this.#source.slice(this.#frozen.length);
    if (tail.length < this.#freezeAt) return [];
    const prefix = stablePrefix(tail, this.#context.options.math !== undefined);
    const nodes = prefix === '' ? [] : this.#nodes(prefix, false);
    if (prefix === '' || !nodes.every(isStable)) {
      // Trying again at each write would be quadratic.
      this.#freezeAt = tail.length * 2;
      return [];
    }
    this.#splitAfter(nodes);
    this.#frozen += prefix;
    this.#freezeAt = Math.max(FREEZE_FROM, tail.length - prefix.length + FREEZE_FROM / 4);
    return nodes;
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

  #thaw(): void {
    this.#frozen = '';
    this.#frozenEnd = undefined;
    this.#freezeAt = FREEZE_FROM;
  }

  #lookup(label: string): Reference | undefined {
    const reference = this.#context.reference(label);
    this.#found.set(label, reference);
    const users = this.#context.users.get(label) ?? new Set();
    this.#context.users.set(label, users.add(this));
    return reference;
  }
}

/** Whether a top-level node of a prefix cannot change: text must have no marker that a later one could pair with. */
function isStable(node: InlineNode): boolean {
  if (typeof node !== 'string') return true;
  const harmless = node.replace(/(?<=\s|^)[*_~]+(?=\s|$)|(?<=[\p{L}\p{N}])_+(?=[\p{L}\p{N}])/gu, '');
  return !/[*_~`[\]<]/.test(harmless);
}
