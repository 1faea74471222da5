import type { CodeHighlighter } from './code-highlighter.ts';

/** A fenced or indented code block, as the sink that shows it gets to know it. */
export interface CodeBlock {
  /** The first word after the fence, such as `ts`; empty for none. */
  readonly language: string;
  /** Where its first line (the opening fence) begins in all text written so far, in UTF-16 code units. */
  readonly offset: number;
  /** Whether more lines may come. */
  readonly open: boolean;
  /** How many lines it has so far, the incomplete one included. */
  readonly lineCount: number;
  /** Its text so far, without fences; every complete line ends with a line feed. */
  text(): string;
}

/** What adds something to a code block, and so wants to know what becomes of it. */
export interface CodeBlockOwner {
  languageChanged?(): void;
  lineCountChanged?(): void;
  /** No more lines come. */
  closed?(): void;
}

/** A formula in TeX. */
export interface Formula {
  /** Without its delimiters. */
  readonly tex: string;
  /** Whether it is set on lines of its own. */
  readonly display: boolean;
  /** As it is written, delimiters included. */
  readonly source: string;
}

/** What the one who uses the renderer adds to it. */
export interface MarkdownOptions {
  /**
   * Called once when a code block appears, with the `pre` that shows it already in its place: puts a header before it,
   * say. The block's language may still change while its opening line is incomplete; `languageChanged` is called then.
   */
  codeBlock?(block: CodeBlock, pre: HTMLPreElement): CodeBlockOwner | undefined;
  /** Called once when a table appears, with the element that scrolls it, which holds the `table`. */
  table?(scroller: HTMLElement): void;
  /** Colours code; without one it is shown plain. */
  highlighter?: CodeHighlighter;
  /** Called for each link when it is made; only `https:`, `http:` and `mailto:` targets become links at all. */
  link?(anchor: HTMLAnchorElement, href: string): void;
  /**
   * Called for each complete formula with the `span.math` (and `.math-display`) made for it, which shows its source. May
   * put something else into the element, now or later; the renderer does not look at its content again. Without this,
   * formulas are ordinary text.
   */
  math?(formula: Formula, element: HTMLElement): void;
  /**
   * Called for each mark with the `sup.mark` made for it, which is empty: puts into the element what is seen of the mark.
   * The same mark may be in many places. Without this, there are no marks.
   */
  mark?(id: number, element: HTMLElement): void;
}

/**
 * Shows markdown that arrives piece by piece. Append-only: what has settled is never touched again, but for links whose
 * definition comes later, and references to footnotes that never come. The README says what a stylesheet may count on.
 */
export interface MarkdownWriter {
  /**
   * Takes the next piece of source text, cut anywhere. The DOM is up to date when it returns.
   * @throws Error after `end`
   */
  write(text: string): void;
  /** No more text comes: what was held back or healed is shown as it is. The DOM equals that of the whole text at once. */
  end(): void;
  /**
   * Puts a mark into the text. Both may come first, and the text may have ended long since. A mark is behind what is
   * seen of the source before it, never within a link, code or a formula; there is none where no text is seen, such as in
   * a code block. Of marks in one place the one with the lowest number comes first.
   *
   * @param offset how much of all text written is before it, in UTF-16 code units
   * @param id not negative
   */
  mark(offset: number, id: number): void;
  /** Makes `[number]` in the text, before and after, that mark, where it is no link, no footnote and not in code. */
  markNumber(number: number, id: number): void;
}
