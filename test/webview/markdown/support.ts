import { InlineParser } from '../../../src/webview/markdown/inline-parser.ts';
import { createMarkdownWriter } from '../../../src/webview/markdown/markdown-writer.ts';
import type { MarkdownOptions } from '../../../src/webview/markdown/sink.ts';

/** How a document is written in a test. */
export interface Writing {
  readonly options?: MarkdownOptions;
  readonly healing?: boolean;
  readonly inline?: InlineParser;
}

/** A writer on an element of its own. */
export function open({ options = {}, healing = true, inline = new InlineParser() }: Writing = {}) {
  const element = document.createElement('div');
  const writer = createMarkdownWriter(element, options, { healing, inline });
  return {
    element,
    write: (text: string) => writer.write(text),
    end: () => writer.end(),
    mark: (offset: number, id: number) => writer.mark(offset, id),
    markNumber: (number: number, id: number) => writer.markNumber(number, id),
  };
}

/** Writes the pieces and ends. */
export function render(pieces: Iterable<string>, writing: Writing = {}): HTMLElement {
  const { element, write, end } = open(writing);
  for (const piece of pieces) write(piece);
  end();
  return element;
}

/** The DOM as text, with adjacent text nodes taken as one. */
export function html(element: HTMLElement): string {
  element.normalize();
  return element.innerHTML;
}

/** One UTF-16 code unit at a time, so that surrogate pairs are cut too. */
export function units(text: string): string[] {
  return text.split('');
}

/** A small seeded generator (mulberry32): numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Pieces of 1 to `longest` code units. */
export function pieces(text: string, random: () => number, longest = 12): string[] {
  const result: string[] = [];
  for (let at = 0; at < text.length; ) {
    const next = at + 1 + Math.floor(random() * longest);
    result.push(text.slice(at, next));
    at = next;
  }
  return result;
}
