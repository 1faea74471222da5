import type { Block, CodeBlockNode } from './block.ts';
import type { CodeToken, ColourableCode, ColouringStep, LineTokenizer } from './code-highlighter.ts';
import { staysPlain } from './code-limits.ts';
import { createLine, extendLine, showLine } from './code-line.ts';
import { ColourProgress } from './colour-progress.ts';
import type { RenderContext } from './render-context.ts';
import type { CodeBlock, CodeBlockOwner } from './sink.ts';
import type { BlockView } from './view.ts';

/** Lines in one `display: block` chunk: a new line makes the browser lay out no more than these. */
const linesPerChunk = 64;
/** After so many lines that took too long the rest of the block stays plain. */
const slowLinesAllowed = 3;

interface ShownLine {
  text: string;
  /** What the element shows, which is behind `text` within an update. */
  shown: string;
  readonly element: HTMLElement;
}

/** Shows a code block: plain at once, in colour when there is a highlighter and time. */
export class CodeView implements BlockView, CodeBlock, ColourableCode {
  readonly shape: string;
  readonly element = document.createElement('div');
  readonly #pre = document.createElement('pre');
  readonly #code = document.createElement('code');
  readonly #context: RenderContext;
  readonly #chunks: HTMLElement[] = [];
  readonly #lines: ShownLine[] = [];
  readonly #colours = new ColourProgress();
  #block: CodeBlockNode | undefined;
  #owner: CodeBlockOwner | undefined;
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

  get lineCount(): number {
    return this.#block?.lines.length ?? 0;
  }

  text(): string {
    return this.#block?.lines.join('') ?? '';
  }

  update(block: Block): void {
    if (block.kind !== 'code') return;
    this.#block = block;
    const knownCount = this.#lines.length;
    const isOther = this.#language !== undefined && this.#language !== block.language;
    if (isOther) this.#removeColours();
    const from = this.#updateLines(block);
    // While its opening line is incomplete the block has no lines, and its language may not be what it seems.
    const isChanged = from !== undefined || isOther;
    if (isChanged && this.#lines.length > 0) this.#context.options.highlighter?.codeChanged(this);
    if (from !== undefined) this.#showFrom(from);
    this.#tellOwner(block, knownCount !== this.#lines.length);
  }

  dispose(): void {
    this.#context.options.highlighter?.codeRemoved(this);
  }

  colourNextLine(tokenizer: LineTokenizer): ColouringStep {
    const progress = this.#colours;
    if (progress.tokenizer !== tokenizer) progress.restart(tokenizer);
    const line = this.#lines[progress.next];
    if (!line || progress.slowLines > slowLinesAllowed) return 'nothing left';
    const isComplete = line.text.endsWith('\n');
    const text = isComplete ? line.text.slice(0, -1) : line.text;
    if (staysPlain(text)) {
      show(line, []);
      progress.advance(isComplete, progress.state);
    } else {
      const read = tokenizer.tokenize(text, progress.state);
      if (!read) return 'waiting';
      if (read.tooSlow) progress.slowLines++;
      show(line, read.tokens);
      progress.advance(isComplete, read.state);
    }
    return progress.next < this.#lines.length ? 'coloured' : 'nothing left';
  }

  #tellOwner({ language, settled }: CodeBlockNode, isOtherCount: boolean): void {
    const known = this.#language;
    this.#language = language;
    if (language !== '') this.#pre.dataset['language'] = language;
    else delete this.#pre.dataset['language'];
    if (known === undefined) this.#owner = this.#context.options.codeBlock?.(this, this.#pre);
    else if (known !== language) this.#owner?.languageChanged?.();
    if (isOtherCount) this.#owner?.lineCountChanged?.();
    if (settled && !this.#closed) {
      this.#closed = true;
      this.#owner?.closed?.();
    }
  }

  #removeColours(): void {
    if (!this.#colours.tokenizer) return;
    this.#colours.restart(undefined);
    for (const line of this.#lines) show(line, []);
  }

  /** Returns the first line that is to be shown anew; undefined when nothing has changed. */
  #updateLines(block: CodeBlockNode): number | undefined {
    const { lines } = block;
    let index = Math.min(block.changedFrom, lines.length);
    block.changedFrom = Number.POSITIVE_INFINITY;
    while (index < this.#lines.length && lines[index] === this.#lines[index]?.text) index++;
    if (index === lines.length && index === this.#lines.length) return undefined;
    const from = index;
    this.#colours.changed(from);
    // The line under way stays when it has only grown, and so do its colours as far as they go.
    const grown = this.#lines[from];
    const text = lines[from];
    if (grown && text?.startsWith(grown.text)) {
      grown.text = text;
      index++;
    }
    for (const { element } of this.#lines.splice(index)) element.remove();
    for (; index < lines.length; index++) this.#addLine(lines[index] ?? '');
    for (const chunk of this.#chunks.splice(Math.ceil(lines.length / linesPerChunk))) chunk.remove();
    const last = this.#chunks.at(-1);
    if (last?.classList.contains('full')) last.classList.remove('full');
    return from;
  }

  /** Shows what has not been coloured in the meantime. */
  #showFrom(index: number): void {
    for (const line of this.#lines.slice(index)) {
      if (line.shown === line.text) continue;
      extendLine(line.element, line.text, line.shown.length);
      line.shown = line.text;
    }
  }

  #addLine(text: string): void {
    const element = createLine();
    const number = this.#lines.length;
    this.#lines.push({ text, shown: '', element });
    this.#chunk(Math.floor(number / linesPerChunk)).append(element);
  }

  #chunk(index: number): HTMLElement {
    const existing = this.#chunks[index];
    if (existing) return existing;
    const chunk = document.createElement('span');
    chunk.className = 'code-chunk';
    this.#chunks[index] = chunk;
    // With a known height, so that it need not be laid out while it is off the screen.
    this.#chunks[index - 1]?.classList.add('full');
    this.#code.append(chunk);
    return chunk;
  }
}

function show(line: ShownLine, tokens: readonly CodeToken[]): void {
  showLine(line.element, line.text, tokens);
  line.shown = line.text;
}
