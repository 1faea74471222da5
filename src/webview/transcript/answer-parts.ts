import type { Answer, Citation, Part } from '../../core/conversation/conversation.ts';
import { element, icon } from '../dom.ts';
import { createMarkdownWriter } from '../markdown/markdown-writer.ts';
import { AnswerSources } from './answer-sources.ts';
import { addCodeBlockHeader } from './code-block-header.ts';
import type { Drawing } from './drawing.ts';
import { markdownOptions } from './markdown-options.ts';
import { ReasoningView } from './reasoning-view.ts';
import { TextBacklog } from './text-backlog.ts';
import type { TranscriptContext } from './transcript-context.ts';

/** What shows one part, or several reasoning parts in a row. */
interface PartView {
  element: HTMLElement;
  append?(text: string): void;
  /** No more text comes. */
  end?(): void;
  /** Puts its text on the page, also while it is closed. */
  fill?(): void;
  /** Is told how long it took, in milliseconds. */
  took?(ms: number): void;
  dispose?(): void;
}

/** A part that is not drawn to its end, or may still grow. */
interface WaitingPart {
  part: Part;
  /** Which of the answer's parts it is, counted from 0. */
  index: number;
  /** Whether it is seen from its very beginning. */
  arriving: boolean;
  /** How long its text was when it was first seen, if it is from earlier on, in UTF-16 code units. */
  restoredLength: number;
  text: TextBacklog;
}

/** So much of a text is drawn in one piece, in UTF-16 code units. */
const pieceLength = 1024;

/**
 * The parts of one answer, in order, and below them its sources. Append-only: a part is never touched again once the
 * next one has begun. What comes is kept until `drawNext` draws it, so that a long text is drawn over many frames.
 */
export class AnswerParts implements Drawing {
  readonly element = element('div', 'parts');
  readonly #sources = new AnswerSources();
  readonly #answerId: string;
  readonly #context: TranscriptContext;
  /** The first is the one being drawn, the last the one that grows. */
  #waiting: WaitingPart[] = [];
  #shown: PartView | undefined;
  /** Whether the first that waits has its view. */
  #begun = false;
  readonly #views: PartView[] = [];
  #count = 0;
  /** How long the answer's text is as far as it is drawn, in UTF-16 code units. */
  #textLength = 0;
  #citations: readonly Citation[] = [];
  #citationsShown = 0;
  #ending = false;
  #ended = false;

  constructor(answerId: string, context: TranscriptContext) {
    this.#answerId = answerId;
    this.#context = context;
  }

  /** How many parts have come. */
  get count(): number {
    return this.#count;
  }

  /** Whether the answer's text could have grown no more. */
  get ended(): boolean {
    return this.#ending;
  }

  /** Takes the next part, with the text it has so far. `arriving` says that this is its very beginning. */
  add(part: Part, arriving: boolean): void {
    this.#count += 1;
    // What the provider hides is kept to be sent back, and never grows.
    if (part.type === 'reasoning' && part.text === '') return;
    const last = this.#waiting.at(-1);
    if (part.type === 'reasoning' && last?.part.type === 'reasoning') {
      last.text.push(`\n\n${part.text}`);
      return;
    }
    const text = new TextBacklog();
    if ('text' in part) text.push(part.text);
    this.#waiting.push({ part, index: this.#count - 1, arriving, restoredLength: arriving ? 0 : text.length, text });
  }

  /** Takes more text of the last part. */
  appendText(text: string): void {
    this.#waiting.at(-1)?.text.push(text);
  }

  /** Takes the sources, which are only ever added to. */
  showCitations(citations: readonly Citation[]): void {
    this.#citations = citations;
  }

  /** The answer is final. */
  end(): void {
    this.#ending = true;
  }

  drawNext(): boolean {
    const head = this.#waiting[0];
    if (head && !this.#begun) {
      this.#begin(head);
      return true;
    }
    if (head && head.text.length > 0) {
      this.#shown?.append?.(this.#take(head));
      return true;
    }
    if (head && this.#waiting.length > 1) {
      this.#shown?.end?.();
      this.#waiting.shift();
      this.#begun = false;
      return true;
    }
    if (this.#ending && !this.#ended) {
      this.#ended = true;
      this.#shown?.end?.();
      return true;
    }
    if (this.#citations.length > this.#citationsShown) {
      this.#citationsShown = this.#citations.length;
      const any = this.#sources.update(this.#citations);
      if (any && !this.#sources.element.parentNode) this.element.after(this.#sources.element);
      return true;
    }
    return false;
  }

  /** Puts also text on the page that is not shown because it is closed. */
  fillClosed(): void {
    for (const view of this.#views) view.fill?.();
  }

  /** Says how long the model reasoned, in milliseconds, if it did so only once. */
  reasoningTook(ms: number): void {
    const [first, ...more] = this.#views.filter(view => view.took);
    if (more.length === 0) first?.took?.(ms);
  }

  dispose(): void {
    for (const view of this.#views) view.dispose?.();
    this.#sources.dispose();
  }

  #begin(waiting: WaitingPart): void {
    this.#begun = true;
    const view = this.#create(waiting);
    this.#views.push(view);
    this.#shown = view;
    view.append?.(this.#take(waiting));
    this.element.append(view.element);
  }

  #take({ part, text }: WaitingPart): string {
    // Reasoning has a backlog of its own, since it is drawn only when the reader wants it.
    const piece = text.take(part.type === 'reasoning' ? Number.POSITIVE_INFINITY : pieceLength);
    if (part.type === 'text' || part.type === 'refusal') this.#textLength += piece.length;
    return piece;
  }

  #create({ part, index, arriving, restoredLength }: WaitingPart): PartView {
    switch (part.type) {
      case 'text':
        return this.#markdown(index, restoredLength);
      case 'reasoning':
        return new ReasoningView(this.#context, arriving);
      case 'refusal':
        return refusal();
      case 'tool-call':
        return { element: toolCall(part.name) };
      case 'image':
        return { element: image(part.mimeType, part.base64) };
    }
  }

  #markdown(index: number, restoredLength: number): PartView {
    const container = element('div', 'markdown');
    const place = { answerId: this.#answerId, textOffset: this.#textLength, restoredLength };
    let written = 0;
    const writer = createMarkdownWriter(container, {
      ...markdownOptions(this.#context),
      math: (formula, target) => this.#context.formulas.set(formula, target, written <= restoredLength),
      codeBlock: (block, pre) =>
        this.#context.diagrams.watch(block, pre, addCodeBlockHeader(block, pre, place, this.#context)),
      mark: (number, target) => this.#sources.fill(number, target),
    });
    this.#sources.addText(index, writer);
    const append = (more: string) => {
      written += more.length;
      writer.write(more);
    };
    return { element: container, append, end: () => writer.end() };
  }
}

/**
 * Whether `after` can be `before` some time later: every part and source that `before` has is there, and only the last
 * part has grown.
 */
export function isContinuation(before: Answer, after: Answer): boolean {
  const last = before.parts.length - 1;
  const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  if (!before.citations.every((citation, index) => isSame(citation, after.citations[index]))) return false;
  return before.parts.every((part, index) => {
    const later = after.parts[index];
    if (later?.type !== part.type) return false;
    if ('text' in part && 'text' in later) {
      return index === last ? later.text.startsWith(part.text) : later.text === part.text;
    }
    // A part of another kind may get its signature later, which is not shown.
    return true;
  });
}

function refusal(): PartView {
  const shown = document.createTextNode('');
  return {
    element: element(
      'div',
      'refusal',
      element('p', 'refusal-note', icon('circle-slash'), 'The model declined to answer:'),
      element('p', 'refusal-text', shown),
    ),
    append: more => shown.appendData(more),
  };
}

function toolCall(name: string): HTMLElement {
  return element('p', 'tool-call', 'The model wanted to call ', element('code', '', name), '; Runnel runs no tools.');
}

function image(mimeType: string, base64: string): HTMLElement {
  if (!/^image\/[a-z0-9.+-]+$/i.test(mimeType)) {
    return element('p', 'tool-call', 'The model sent an image of a kind that cannot be shown.');
  }
  const made = element('img', 'answer-image');
  made.src = `data:${mimeType};base64,${base64}`;
  made.alt = 'Image from the model';
  return made;
}
