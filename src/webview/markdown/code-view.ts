import type { Block, CodeBlockNode } from './block.ts';
import type { RenderContext } from './render-context.ts';
import type { CodeBlock } from './sink.ts';
import type { BlockView } from './view.ts';

/** Lines in one `display: block` chunk: a new line makes the browser lay out no more than these. */
const LINES_PER_CHUNK = 64;

/** Shows a code block; lines that have been shown are not touched again. */
export class CodeView implements BlockView, CodeBlock {
  readonly shape: string;
  readonly element = document.createElement('div');
  readonly #pre = document.createElement('pre');
  readonly #code = document.createElement('code');
  readonly #context: RenderContext;
  readonly #chunks: HTMLElement[] = [];
  /** The lines shown and their nodes. */
  readonly #lines: { text: string; node: ChildNode }[] = [];
  #block: CodeBlockNode | undefined;
  #owner: { languageChanged?(): void; closed?(): void } | undefined;
  #language: string | undefined;
  #closed = false;

  constructor(shape: string, context: RenderContext) {
    this.shape = shape;
    this.#context = context;
    this.element.className = 'code-block';
    this.#pre.append(this.#code);
    this.element.append(this.#pre);
  }

  get language(): string {
    return this.#block?.language ?? '';
  }

  get offset(): number {
    return this.#block?.offset ?? 0;
  }

  get open(): boolean {
    return this.#block?.settled === false;
  }

  text(): string {
    return this.#block?.lines.join('') ?? '';
  }

  update(block: Block): void {
    if (block.kind !== 'code') return;
    this.#block = block;
    this.#updateLines(block);
    this.#tellOwner(block);
  }

  dispose(): void {}

  #tellOwner({ language, settled }: CodeBlockNode): void {
    const known = this.#language;
    this.#language = language;
    if (language !== '') this.#pre.dataset['language'] = language;
    else delete this.#pre.dataset['language'];
    if (known === undefined) this.#owner = this.#context.options.codeBlock?.(this, this.#pre);
    else if (known !== language) this.#owner?.languageChanged?.();
    if (settled && !this.#closed) {
      this.#closed = true;
      this.#owner?.closed?.();
    }
  }

  #updateLines(block: CodeBlockNode): void {
    const { lines } = block;
    let index = Math.min(block.changedFrom, lines.length);
    block.changedFrom = Number.POSITIVE_INFINITY;
    while (index < this.#lines.length && lines[index] === this.#lines[index]?.text) index++;
    for (const { node } of this.#lines.splice(index)) node.remove();
    for (; index < lines.length; index++) this.#addLine(lines[index] ?? '');
    for (const chunk of this.#chunks.splice(Math.ceil(lines.length / LINES_PER_CHUNK))) chunk.remove();
  }

  #addLine(text: string): void {
    const node = lineNode(text);
    const number = this.#lines.length;
    this.#lines.push({ text, node });
    this.#chunk(Math.floor(number / LINES_PER_CHUNK)).append(node);
  }

  #chunk(index: number): HTMLElement {
    const existing = this.#chunks[index];
    if (existing) return existing;
    const chunk = document.createElement('span');
    chunk.className = 'code-chunk';
    this.#chunks[index] = chunk;
    this.#code.append(chunk);
    return chunk;
  }
}

/** What shows one line, its line feed included. A highlighter will give coloured spans here instead. */
function lineNode(line: string): ChildNode {
  return document.createTextNode(line);
}
