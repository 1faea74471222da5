import { FrozenStart } from './frozen-start.ts';
import { GrowingEnd } from './growing-end.ts';
import { heal } from './heal.ts';
import { checkbox, type InlineNode, inlineNodes } from './inline-nodes.ts';
import type { ReferenceLookup } from './inline-parser.ts';
import { LeafMarks, type MarkMeasure } from './leaf-marks.ts';
import type { LeafMark } from './mark-places.ts';
import { patchNodes } from './patch-nodes.ts';
import { hasPrefix } from './prefix.ts';
import type { Reference } from './reference-map.ts';
import type { ReferenceUser, RenderContext } from './render-context.ts';

/** The inline content of one element: parsed, healed while open, and patched into the DOM. */
export class InlineContent implements ReferenceUser {
  readonly #element: HTMLElement;
  readonly #context: RenderContext;
  readonly #found = new Map<string, Reference | undefined>();
  #source = '';
  #open = true;
  #task = false;
  #rendered = false;
  readonly #frozen: FrozenStart;
  readonly #end: GrowingEnd;
  readonly #marks = new LeafMarks();

  constructor(element: HTMLElement, context: RenderContext) {
    this.#element = element;
    this.#context = context;
    this.#frozen = new FrozenStart(element);
    this.#end = new GrowingEnd(element);
  }

  get found(): ReadonlyMap<string, Reference | undefined> {
    return this.#found;
  }

  /** Shows `source`; `open` says that more of it may come, `task` that it may begin with a task list item's marker. */
  update(source: string, open: boolean, task = false, marks: readonly LeafMark[] = []): void {
    const areMarksSame = this.#marks.isSame(marks);
    if (areMarksSame && task === this.#task && this.#rendered) {
      if (source === this.#source && open === this.#open) return;
      if (open && this.#grow(source, marks.length > 0)) return;
    }
    if (task !== this.#task || !this.#marks.isSameWithin(this.#frozen.length, marks)) this.#thaw();
    if (!hasPrefix(source, this.#source)) {
      this.#marks.forget();
      if (!this.#frozen.isStartOf(source)) this.#thaw();
    }
    this.#marks.set(marks);
    this.#source = source;
    this.#open = open;
    this.#task = task;
    if (!open && !this.#frozen.isSure) this.#thaw();
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
    if (this.#frozen.length === 0) this.dispose();
    const fixed = this.#open ? this.#freeze() : [];
    const tail = this.#frozen.tail(this.#source);
    const nodes = this.#marks.place(this.#parse(tail, this.#open), this.#measure());
    patchNodes(this.#element, this.#frozen.end, [...fixed, ...nodes], this.#context.options);
    this.#frozen.placed(fixed.length);
    if (this.#open && this.#context.healing) this.#end.look(this.#source, tail, nodes.at(-1));
    else this.#end.stop();
  }

  /** Takes a longer source without parsing anything, if that is enough; whether it was. */
  #grow(source: string, hasMarks: boolean): boolean {
    const canTakeWords = !hasMarks && !this.#frozen.isDue(source);
    const isTaken =
      this.#end.takeImageData(source, this.#source) || (canTakeWords && this.#end.takeWords(source, this.#source));
    if (isTaken) this.#source = source;
    return isTaken;
  }

  /** Returns the nodes that are frozen from now on and still have to be put in their place. */
  #freeze(): InlineNode[] {
    const { healing, options } = this.#context;
    const parse = (text: string, open: boolean) => this.#parse(text, open);
    const piece = this.#frozen.next(this.#source, { healing, math: options.math !== undefined, parse });
    if (!piece) return [];
    const nodes = this.#marks.place(piece.nodes, this.#measure(), piece.length);
    this.#frozen.add(this.#source, piece, nodes);
    this.#marks.forget();
    return nodes;
  }

  #thaw(): void {
    this.#frozen.thaw();
    this.#marks.forget();
  }

  /** The nodes of what is not frozen, or of its beginning. */
  #parse(source: string, open: boolean): InlineNode[] {
    const healing = open && this.#context.healing;
    // Half a number in brackets, where these are marks, is nothing yet.
    const shown = healing && this.#context.marks.hasNumbers ? source.replace(/\[\d{0,4}$/, '') : source;
    return this.#nodes(shown, healing, label => this.#lookup(label));
  }

  #nodes(source: string, healing: boolean, lookup: ReferenceLookup): InlineNode[] {
    const marker = this.#task && this.#frozen.length === 0 ? /^\[([ xX])\](?=[ \t\n])/.exec(source) : null;
    const text = marker ? source.slice(3) : source;
    const math = this.#context.options.math !== undefined;
    const tokens = this.#context.inline.parse(healing ? heal(text, math) : text, lookup, math);
    const nodes = inlineNodes(tokens, healing);
    return marker ? [checkbox(marker[1] !== ' '), ...nodes] : nodes;
  }

  /** What the marks find their places with. */
  #measure(): MarkMeasure {
    return {
      start: this.#frozen.length,
      end: this.#source.length,
      parse: (end, saw) =>
        this.#nodes(this.#frozen.tail(this.#source, end), true, label => {
          const reference = this.#lookup(label);
          saw(label, reference);
          return reference;
        }),
      reference: label => this.#context.reference(label),
    };
  }

  #lookup(label: string): Reference | undefined {
    const reference = this.#context.reference(label);
    this.#found.set(label, reference);
    const users = this.#context.users.get(label) ?? new Set();
    this.#context.users.set(label, users.add(this));
    return reference;
  }
}
