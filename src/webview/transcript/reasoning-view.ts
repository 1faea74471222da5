import { element, icon } from '../dom.ts';
import { createMarkdownWriter } from '../markdown/markdown-writer.ts';
import type { MarkdownWriter } from '../markdown/sink.ts';
import { wholeSeconds } from './answer-words.ts';
import type { Drawing } from './drawing.ts';
import { LinePreview } from './line-preview.ts';
import { markdownOptions } from './markdown-options.ts';
import { TextBacklog } from './text-backlog.ts';
import type { TranscriptContext } from './transcript-context.ts';

/** So much of it is drawn in one piece, in UTF-16 code units. */
const pieceLength = 1024;
const tickMs = 1000;

/**
 * The model's reasoning, closed until the reader wants it: until then its text is kept and not put on the page. While it
 * comes, the closed line shows for how long, and the beginning of the latest line of thought.
 */
export class ReasoningView implements Drawing {
  readonly element = element('details', 'reasoning');
  readonly #context: TranscriptContext;
  readonly #label = element('span', 'reasoning-label');
  readonly #previewText = element('span', 'reasoning-preview');
  readonly #preview = new LinePreview();
  readonly #backlog = new TextBacklog();
  /** By `performance.now()`; undefined when its beginning was not seen. */
  readonly #startedAt: number | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #writer: MarkdownWriter | undefined;
  #ending = false;
  #ended = false;

  /** @param arriving whether this is its very beginning, so that its time can be taken */
  constructor(context: TranscriptContext, arriving: boolean) {
    this.#context = context;
    // A screen reader is not to count the seconds, nor to read what is thought in pieces.
    this.#label.ariaLive = 'off';
    this.#previewText.ariaHidden = 'true';
    this.#label.textContent = 'Thinking…';
    this.element.append(element('summary', 'reasoning-summary', icon('chevron-right'), this.#label, this.#previewText));
    this.element.addEventListener('toggle', () => this.#drawIfWanted());
    if (!arriving) return;
    const startedAt = performance.now();
    this.#startedAt = startedAt;
    this.#timer = setInterval(() => {
      this.#label.textContent = `Thinking… ${wholeSeconds((performance.now() - startedAt) / 1000)}`;
    }, tickMs);
  }

  append(text: string): void {
    this.#backlog.push(text);
    this.#preview.append(text);
    const { line } = this.#preview;
    if (this.#previewText.textContent !== line) this.#previewText.textContent = line;
    this.#drawIfWanted();
  }

  end(): void {
    if (this.#ending) return;
    this.#ending = true;
    this.dispose();
    this.#label.textContent =
      this.#startedAt === undefined ? 'Reasoning' : thoughtWords(performance.now() - this.#startedAt);
    this.#previewText.remove();
    this.#drawIfWanted();
  }

  /** Says how long it took, where this page has not seen it. `ms` is in milliseconds. */
  took(ms: number): void {
    if (this.#startedAt === undefined) this.#label.textContent = thoughtWords(ms);
  }

  /** Puts the text on the page also while it is closed, to be searched. */
  fill(): void {
    this.#drawIfWanted();
  }

  drawNext(): boolean {
    if (this.#backlog.length > 0) {
      this.#writer ??= this.#makeWriter();
      this.#writer.write(this.#backlog.take(pieceLength));
      return true;
    }
    if (!this.#ending || this.#ended) return false;
    this.#ended = true;
    this.#writer?.end();
    return true;
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  #drawIfWanted(): void {
    if (this.element.open || this.#context.searching) this.#context.draw(this);
  }

  #makeWriter(): MarkdownWriter {
    const container = element('div', 'markdown reasoning-text');
    this.element.append(container);
    return createMarkdownWriter(container, markdownOptions(this.#context));
  }
}

function thoughtWords(ms: number): string {
  return `Thought for ${wholeSeconds(Math.max(1, ms / 1000))}`;
}
