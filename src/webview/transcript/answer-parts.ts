import type { Answer, Citation, Part } from '../../core/conversation/conversation.ts';
import { element, icon } from '../dom.ts';
import { createMarkdownWriter } from '../markdown/markdown-writer.ts';
import { addCodeBlockHeader } from './code-block-header.ts';
import { ReasoningView } from './reasoning-view.ts';
import { SourceList } from './source-list.ts';
import type { TranscriptContext } from './transcript-context.ts';

/** What shows one part, or several reasoning parts in a row. */
interface PartView {
  element: HTMLElement;
  append?(text: string): void;
  /** No more text comes. */
  end?(): void;
}

/**
 * The parts of one answer, in order, and below them its sources. Append-only: a part is never touched again once the
 * next one has begun.
 */
export class AnswerParts {
  readonly element = element('div', 'parts');
  readonly #sources = new SourceList();
  readonly #answerId: string;
  readonly #context: TranscriptContext;
  #last: { type: Part['type']; view: PartView } | undefined;
  #count = 0;
  /** How long the answer's text is so far, in UTF-16 code units. */
  #textLength = 0;
  #ended = false;

  constructor(answerId: string, context: TranscriptContext) {
    this.#answerId = answerId;
    this.#context = context;
  }

  /** How many parts are shown. */
  get count(): number {
    return this.#count;
  }

  /** Whether the answer's text could have grown no more. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Shows the next part, with the text it has so far. `arriving` says that this is its very beginning. */
  add(part: Part, arriving: boolean): void {
    this.#count += 1;
    // What the provider hides is kept to be sent back, and never grows.
    if (part.type === 'reasoning' && part.text === '') return;
    if (part.type === 'reasoning' && this.#last?.type === 'reasoning') {
      this.#last.view.append?.(`\n\n${part.text}`);
      return;
    }
    this.#last?.view.end?.();
    const view = this.#create(part, arriving);
    this.element.append(view.element);
    this.#last = { type: part.type, view };
    if (part.type === 'text' || part.type === 'refusal') this.#textLength += part.text.length;
  }

  /** Shows the sources that are not shown yet; they are only ever added to. */
  showCitations(citations: readonly Citation[]): void {
    const any = this.#sources.update(citations);
    if (any && !this.#sources.element.parentNode) this.element.after(this.#sources.element);
  }

  /** Adds text to the last part. */
  appendText(text: string): void {
    this.#last?.view.append?.(text);
    if (this.#last?.type === 'text' || this.#last?.type === 'refusal') this.#textLength += text.length;
  }

  /** The answer is final. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#last?.view.end?.();
  }

  #create(part: Part, arriving: boolean): PartView {
    switch (part.type) {
      case 'text':
        return this.#markdown(part.text);
      case 'reasoning':
        return new ReasoningView(part.text, arriving);
      case 'refusal':
        return refusal(part.text);
      case 'tool-call':
        return { element: toolCall(part.name) };
      case 'image':
        return { element: image(part.mimeType, part.base64) };
    }
  }

  #markdown(text: string): PartView {
    const container = element('div', 'markdown');
    const textOffset = this.#textLength;
    const writer = createMarkdownWriter(container, {
      codeBlock: (block, pre) => addCodeBlockHeader(block, pre, this.#answerId, textOffset, this.#context),
      link: (anchor, href) => {
        anchor.title = href;
      },
    });
    writer.write(text);
    return { element: container, append: more => writer.write(more), end: () => writer.end() };
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

function refusal(text: string): PartView {
  const shown = document.createTextNode(text);
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
