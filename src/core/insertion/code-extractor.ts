import { BetweenBlocks } from './between-blocks.ts';
import { parseCodeBlockStart } from './block-containers.ts';
import { areOfOneFile, ChosenBlock } from './chosen-block.ts';
import { cursorMark } from './code-instruction.ts';
import type { Fence } from './fence.ts';
import { type InfoString, parseInfoString } from './info-string.ts';
import { languageOfTag } from './language-tags.ts';
import { type AnswerKind, LeadIn } from './lead-in.ts';
import { createLineEndings } from './line-endings.ts';
import { isOnlyImports } from './plain-code.ts';
import type { TextMachine } from './text-machine.ts';
import { createUnfencedCode, type UnfencedCode } from './unfenced-code.ts';
import { createWithout } from './without-text.ts';

/** What is known about the code that was asked for. */
export interface CodeExtractorOptions {
  /** The document's language, as VS Code's id: tells which of several blocks is meant. Any will do if absent. */
  language?: string;
  /**
   * Markdown was asked for: prose and inner fences belong to it, only a fence around the whole answer is removed. Follows
   * from the language if absent.
   */
  markdown?: boolean;
}

/** Where an extractor stands: before the code, within a block, in code without a fence, or behind all that is wanted. */
export type ExtractorPlace = 'lead' | 'block' | 'unfenced' | 'between' | 'over';

/** Takes the code out of an answer. */
export interface CodeExtractor extends TextMachine {
  readonly done: boolean;
  /** Whether code was put out, and not only white space; certain when the answer has ended. */
  readonly sawCode: boolean;
  readonly place: ExtractorPlace;
  /** Whether all lines that were put out are complete. */
  readonly atLineStart: boolean;
  /** The current line of the text before the code, or of a block as far as it is held back. */
  readonly heldLine: string;
  /** The fence of the block. */
  readonly fence: Fence | undefined;
  /** Whether Markdown is read, to which fences belong. */
  readonly isMarkdown: boolean;
  /** The answer broke off and may go on: returns what was held back and is code as it stands. */
  breakOff(): string;
  /** See {@link SourceReader.reopen}. */
  reopen(seam: TextMachine): void;
}

/** So much of the first block is remembered, to see whether it is imports only. */
const longestImports = 2000;

/**
 * Takes the code out of an answer to a question for code, while it comes:
 *
 * - The lead-in is left out; where it ends, {@link LeadIn} says. An answer without a block is code as it is, unless it
 *   is prose.
 * - Of several blocks the first is taken that is in the document's language or may be ({@link ChosenBlock}); with no
 *   such block, the first of all. More blocks are added, a blank line between, only as parts of the same code
 *   ({@link BetweenBlocks}).
 * - The text behind is left out. Marks of the cursor that the model repeats are left out, too.
 */
export function createCodeExtractor(options: CodeExtractorOptions = {}): CodeExtractor {
  return new Extractor(options);
}

class Extractor implements CodeExtractor {
  place: ExtractorPlace = 'lead';
  sawCode = false;
  private readonly kind: AnswerKind;
  private readonly language: string;
  private readonly lineFeeds = createLineEndings('\n');
  private readonly mark = createWithout(cursorMark);
  private lead: LeadIn;
  private block: ChosenBlock | undefined;
  private unfenced: UnfencedCode | undefined;
  /** The label of the first block that was taken, and the beginning of its code. */
  private firstLabel: InfoString | undefined;
  private firstCode = '';
  private between = new BetweenBlocks(false);
  private betweenLine = '';
  /** What to put out before the next block. */
  private gap = '';
  /** The first block that is for something else. */
  private fallback = '';

  constructor({ language = '', markdown }: CodeExtractorOptions) {
    this.language = language;
    this.kind = kindOf(language, markdown);
    this.lead = new LeadIn(this.kind, language);
  }

  get done(): boolean {
    return this.place === 'over';
  }

  get atLineStart(): boolean {
    if (this.place === 'block') return this.block?.atLineStart ?? true;
    return this.place !== 'unfenced' || (this.unfenced?.atLineStart ?? true);
  }

  get isMarkdown(): boolean {
    return this.kind === 'markdown';
  }

  get heldLine(): string {
    if (this.place === 'lead') return this.lead.line;
    return this.place === 'block' ? (this.block?.heldLine ?? '') : '';
  }

  get fence(): Fence | undefined {
    return this.place === 'block' ? this.block?.fence : undefined;
  }

  push(text: string): string {
    return this.mark.push(this.read(this.lineFeeds.push(text)));
  }

  end(): string {
    return this.mark.push(this.readEnd()) + this.mark.end();
  }

  breakOff(): string {
    return this.place === 'block' ? this.mark.push(this.put(this.block?.breakOff() ?? '')) : '';
  }

  reopen(seam: TextMachine): void {
    // Whatever the new block's label is, it goes on with what is there.
    if (this.place !== 'block') this.block = new ChosenBlock('');
    this.place = 'block';
    this.block?.reopen(seam);
  }

  private read(text: string): string {
    switch (this.place) {
      case 'lead': {
        const end = this.lead.push(text);
        if (end === undefined) return '';
        return end.type === 'block' ? this.beginBlock(end.text) : this.beginUnfenced(end.text);
      }
      case 'unfenced':
        return this.readUnfenced(text);
      case 'block':
        return this.readBlock(text);
      case 'between':
        return this.readBetween(text);
      case 'over':
        return '';
    }
  }

  private readEnd(): string {
    let output = '';
    if (this.place === 'lead') {
      const end = this.lead.end();
      if (end?.type === 'unfenced') output += this.beginUnfenced(end.text);
      else if (end?.type === 'block') output += this.beginBlock(end.text);
    }
    if (this.place === 'between' && this.opensBlock(this.betweenLine)) output += this.readBetween('\n');
    if (this.place === 'unfenced') output += this.put(this.unfenced?.end() ?? '');
    if (this.place === 'block' && this.block !== undefined) {
      output += this.put(this.block.end());
      this.fallback ||= this.block.deferred ?? '';
    }
    this.place = 'over';
    return this.sawCode ? output : output + this.put(this.fallback);
  }

  private beginUnfenced(text: string): string {
    this.place = 'unfenced';
    this.unfenced = createUnfencedCode();
    return this.readUnfenced(text);
  }

  private readUnfenced(text: string): string {
    // To Markdown and other text, fences belong.
    if (this.kind !== 'code') return this.put(text);
    const output = this.put(this.unfenced?.push(text) ?? '');
    if (this.unfenced?.done) this.place = 'over';
    return output;
  }

  private beginBlock(text: string): string {
    this.place = 'block';
    this.block = new ChosenBlock(this.kind === 'code' ? this.language : '');
    return this.readBlock(text);
  }

  private readBlock(text: string): string {
    const { block } = this;
    if (block === undefined) return '';
    const output = this.put(block.push(text));
    if (!block.done) return output;
    return output + this.leaveBlock(block) + this.read(block.rest);
  }

  private leaveBlock(block: ChosenBlock): string {
    this.fallback ||= block.deferred ?? '';
    if (!this.sawCode) {
      this.place = 'lead';
      this.lead = new LeadIn(this.kind, this.language, true);
    } else if (this.kind === 'code') {
      this.place = 'between';
      this.firstLabel ??= block.label;
      this.between = new BetweenBlocks(isOnlyImports(this.firstCode));
    } else this.place = 'over';
    return '';
  }

  private readBetween(text: string): string {
    this.betweenLine += text;
    for (;;) {
      const feed = this.betweenLine.indexOf('\n');
      if (feed < 0) break;
      const line = this.betweenLine.slice(0, feed);
      if (this.opensBlock(line)) return this.beginNext(line);
      this.betweenLine = this.betweenLine.slice(feed + 1);
      if (this.between.addLine(line) === 'no more') {
        this.place = 'over';
        return '';
      }
    }
    if (this.betweenLine.length > longestImports) this.place = 'over';
    return '';
  }

  private beginNext(line: string): string {
    const label = parseInfoString(parseCodeBlockStart(line)?.fence?.info ?? '');
    if (!this.between.continues || !areOfOneFile(this.firstLabel ?? {}, label)) {
      this.place = 'over';
      return '';
    }
    const text = this.betweenLine;
    this.betweenLine = '';
    this.gap = '\n\n';
    return this.beginBlock(text);
  }

  private opensBlock(line: string): boolean {
    const start = parseCodeBlockStart(line.slice(0, longestImports));
    return start?.fence !== undefined && start.indent <= 3;
  }

  /** Notes what is put out. */
  private put(code: string): string {
    if (code === '') return '';
    const output = this.gap + code;
    this.gap = '';
    this.sawCode ||= /\S/.test(output);
    if (this.firstLabel === undefined && this.firstCode.length <= longestImports) this.firstCode += output;
    return output;
  }
}

function kindOf(language: string, markdown: boolean | undefined): AnswerKind {
  if (markdown ?? /^(?:markdown|mdx|quarto|prompt|instructions|chatagent)$/.test(language)) return 'markdown';
  const isText = /^(?:plaintext|latex|restructuredtext|asciidoc|org|git-commit|scminput)$/.test(language);
  return isText || languageOfTag(language) === 'plaintext' ? 'text' : 'code';
}
