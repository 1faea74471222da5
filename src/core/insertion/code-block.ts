import {
  type CodeBlockStart,
  enterContainers,
  isBlank,
  parseCodeBlockStart,
  parseCodeBlockStartBehind,
} from './block-containers.ts';
import { closesFence, type Fence, mayCloseFence, parseOpeningFence } from './fence.ts';
import { createLineEndings } from './line-endings.ts';
import type { TextMachine } from './text-machine.ts';

/** Puts out the code of one markdown code block; `done` once the block has been closed. */
export interface CodeBlockReader extends TextMachine {
  readonly done: boolean;
  /** What came behind the block, from a line's beginning on; only what the last call of `push` brought. */
  readonly rest: string;
  /** The opening fence; undefined until it is known, and for an indented block. */
  readonly fence: Fence | undefined;
  /** The current line, as far as it is held back. */
  readonly heldLine: string;
  /** Whether all lines that were put out are complete. */
  readonly atLineStart: boolean;
}

/** How a block is read where it is more than what a renderer shows. */
export interface CodeBlockOptions {
  /** A line of code that ends in a closing fence without white space before it ends the block, as models write it. */
  allowGluedFence?: boolean;
  /** The text before the block, which tells what list items it is in; without it, that is guessed by indentation. */
  before?: string | undefined;
}

/** The most characters of a line's beginning that are looked at again with every piece. */
const shortStart = 200;

/**
 * Reads one code block out of markdown that begins with the block's first line: an opening fence, maybe behind quote and
 * list markers, or the first line of an indented block (CommonMark 0.31, sections 4.4 and 4.5).
 *
 * The code comes without fences, markers and the block's own indentation. Its lines are joined by LF: the line ending
 * before the closing fence belongs to the fence. A line streams on as soon as it can no longer be a closing fence; its
 * leading white space waits for its first other character.
 *
 * Not by CommonMark, but as models write it and our renderer shows it: within a `md` or `markdown` block, a fence with
 * an info string opens an inner block and the next bare fence closes that one.
 */
export function createCodeBlockReader(options: CodeBlockOptions = {}): CodeBlockReader {
  return new BlockReader(options);
}

class BlockReader implements CodeBlockReader {
  done = false;
  rest = '';
  private readonly allowGluedFence: boolean;
  private readonly before: string | undefined;
  private readonly lineFeeds = createLineEndings('\n');
  private start: CodeBlockStart | undefined;
  /** The block's own fence and, within a markdown block, the open inner ones. */
  private readonly fences: Fence[] = [];
  /** The current line, as far as it may still matter as a whole. */
  private line = '';
  /** The current line is code and is passed on as it comes. */
  private passing = false;
  /** The current line is passed on, and may be the opening fence of an inner block. */
  private mayNest = false;
  /** The length of the current line at which it is looked at next, so that a very long one is not read for ever. */
  private nextLook = 0;
  /** What the current line ends in so far, and may be no code: half a line ending, or a fence glued to the code. */
  private heldEnd = '';
  /** The last character of the current line that was passed on. */
  private lastPassed = '';
  private startedCode = false;
  /** Blank lines of an indented block, which belong to it only if more of it follows. */
  private blankLines: string[] = [];
  private output = '';

  constructor({ allowGluedFence = false, before }: CodeBlockOptions) {
    this.allowGluedFence = allowGluedFence;
    this.before = before;
  }

  get fence(): Fence | undefined {
    return this.start?.fence;
  }

  get heldLine(): string {
    return this.passing ? this.heldEnd : this.line;
  }

  get atLineStart(): boolean {
    return !this.passing;
  }

  push(source: string): string {
    const text = this.lineFeeds.push(source).replaceAll('\0', '\ufffd');
    let from = 0;
    this.rest = '';
    while (!this.done && from < text.length) {
      const feed = text.indexOf('\n', from);
      const until = feed < 0 ? text.length : feed;
      if (until > from) this.add(text.slice(from, until));
      if (feed >= 0 && !this.done) this.endLine(true);
      // A line outside of the block has been left in `rest` as far as it was read.
      else if (this.done && feed >= 0) this.rest += '\n';
      from = feed < 0 ? text.length : feed + 1;
    }
    if (this.done) this.rest += text.slice(from);
    return this.takeOutput();
  }

  end(): string {
    if (!this.done && (this.line !== '' || this.passing)) this.endLine(false);
    this.done = true;
    return this.takeOutput();
  }

  private takeOutput(): string {
    const output = this.output;
    this.output = '';
    return output;
  }

  /** Takes a piece of the current line. */
  private add(piece: string): void {
    if (this.passing) {
      if (this.mayNest) this.line += piece;
      this.pass(piece);
      return;
    }
    this.line += piece;
    if (this.start !== undefined) this.decide(this.start);
  }

  /** Passes on text of a line known to be code. */
  private pass(text: string): void {
    const whole = this.heldEnd + text;
    const until = whole.length - this.undecidedEnd(whole);
    this.heldEnd = whole.slice(until);
    this.output += whole.slice(0, until);
    this.lastPassed = whole.charAt(until - 1) || this.lastPassed;
  }

  /** How many of the last characters of a line may be something else than code. */
  private undecidedEnd(text: string): number {
    let from = text.endsWith('\r') ? text.length - 1 : text.length;
    const withoutReturn = from;
    if (!this.allowGluedFence || this.fences[0] === undefined) return text.length - from;
    while (from > 0 && /[ \t]/.test(text.charAt(from - 1))) from--;
    const fenceEnd = from;
    while (from > 0 && text.charAt(from - 1) === this.fences[0].character) from--;
    const isShort = text.length - from <= shortStart;
    return text.length - (from < fenceEnd && isShort ? from : withoutReturn);
  }

  /** Whether the end of the current line, which has been held back, is a closing fence without a line of its own. */
  private endsInGluedFence(): boolean {
    const [fence, inner] = this.fences;
    if (!this.allowGluedFence || fence === undefined || inner !== undefined || this.isMarkdown()) return false;
    return /[\w;,)}\]>]/.test(this.lastPassed) && closesFence(this.heldEnd, fence);
  }

  /** Looks at the beginning of a line: code, the end of the block, or too early to tell. */
  private decide(start: CodeBlockStart): void {
    if (this.line.length > shortStart) {
      if (this.line.length < this.nextLook) return;
      this.nextLook = 2 * this.line.length;
    }
    const quoted = start.containers.some(container => container.type === 'quote');
    if ((quoted ? /^[ \t>\r]*$/ : /^[ \t\r]*$/).test(this.line)) return;
    const code = this.codeOf(this.line, start);
    if (code === undefined) {
      this.leave('');
      return;
    }
    const fence = this.fences.at(-1);
    const marker = code.bare;
    if (fence !== undefined && marker !== undefined && mayCloseFence(marker, fence)) return;
    this.passing = true;
    this.mayNest = this.isMarkdown() && marker !== undefined && /^(?:```|~~~)/.test(marker);
    if (this.mayNest) this.line = marker ?? '';
    this.beginCodeLine();
    this.pass(code.text);
  }

  private endLine(isComplete: boolean): void {
    if (this.start === undefined) this.readFirstLine();
    else if (this.passing) this.endPassedLine();
    else this.endUndecidedLine(this.start, isComplete ? '\n' : '');
    this.line = '';
    this.passing = false;
    this.mayNest = false;
    this.nextLook = 0;
  }

  private endPassedLine(): void {
    if (this.mayNest) this.openInner(this.line);
    if (this.endsInGluedFence()) this.done = true;
    else this.output += withoutReturn(this.heldEnd);
    this.heldEnd = '';
    this.lastPassed = '';
  }

  /** The current line, and so all that follows, is outside of the block. */
  private leave(ending: string): void {
    this.done = true;
    this.rest = this.line + ending;
  }

  private readFirstLine(): void {
    const line = withoutReturn(this.line);
    const start = this.before === undefined ? parseCodeBlockStart(line) : parseCodeBlockStartBehind(this.before, line);
    if (start === undefined) {
      this.done = true;
      return;
    }
    this.start = start;
    if (start.fence !== undefined) this.fences.push(start.fence);
    if (start.firstLine !== undefined) {
      this.beginCodeLine();
      this.output += start.firstLine;
    }
  }

  /** A whole line that is blank, a closing fence, or nearly one. */
  private endUndecidedLine(start: CodeBlockStart, ending: string): void {
    const line = withoutReturn(this.line);
    const code = this.codeOf(line, start);
    if (code === undefined) {
      this.leave(ending);
      return;
    }
    const fence = this.fences.at(-1);
    if (fence === undefined) {
      this.blankLines.push(code.text);
      return;
    }
    if (code.bare !== undefined && closesFence(code.bare, fence)) {
      this.fences.pop();
      this.done = this.fences.length === 0;
      if (this.done) return;
    }
    this.beginCodeLine();
    this.output += code.text;
  }

  private beginCodeLine(): void {
    for (const blank of this.blankLines) this.output += `\n${blank}`;
    this.blankLines = [];
    if (this.startedCode) this.output += '\n';
    this.startedCode = true;
  }

  /**
   * The line without what belongs to containers and the block's indentation.
   *
   * @returns undefined when the line is not of this block any more. `bare` is the text without any indentation, where
   * the indentation allows a fence.
   */
  private codeOf(line: string, start: CodeBlockStart): { text: string; bare?: string } | undefined {
    const cursor = enterContainers(line, start.containers);
    if (cursor === undefined) return undefined;
    const bare = cursor.copy();
    const indent = bare.takeIndent(Number.POSITIVE_INFINITY);
    const blank = isBlank(bare.rest());
    const taken = cursor.takeIndent(start.indent);
    if (start.fence === undefined) {
      return taken < start.indent && !blank ? undefined : { text: cursor.rest() };
    }
    // More than three columns before the opening fence belong to list items begun on earlier lines, which end here.
    if (!blank && indent < start.indent - 3) return undefined;
    return indent <= Math.max(3, start.indent) ? { text: cursor.rest(), bare: bare.rest() } : { text: cursor.rest() };
  }

  private isMarkdown(): boolean {
    return /^(?:md|markdown)(?!\S)/i.test(this.fences[0]?.info ?? '');
  }

  private openInner(line: string): void {
    const outer = this.fences[0];
    const inner = parseOpeningFence(withoutReturn(line));
    if (outer === undefined || inner === undefined || inner.info === '') return;
    // Only a fence whose closing fence would close the outer block, too, needs to be counted.
    if (inner.character === outer.character && inner.length >= outer.length) this.fences.push(inner);
  }
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
