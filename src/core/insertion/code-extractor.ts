import { parseCodeBlockStart } from './block-containers.ts';
import { createCodeBlockReader } from './code-block.ts';
import { mayOpenFence, parseOpeningFence } from './fence.ts';
import type { TextMachine } from './text-machine.ts';

/** So much text before the first fence, in UTF-16 code units, is held back; an answer longer than that is code. */
export const longestLeadIn = 1000;

/** What is known about the code that was asked for. */
export interface CodeExtractorOptions {
  /** Markdown was asked for: prose and inner fences belong to it, only a fence around the whole answer is removed. */
  markdown?: boolean;
}

/** Takes the code out of an answer. */
export interface CodeExtractor extends TextMachine {
  /** Whether there is code in the answer; certain when it has ended. */
  readonly sawCode: boolean;
}

/**
 * Takes the code out of an answer to a question for code: the content of its first fenced block, without the prose
 * before and after it; an answer without a fence is code as it is, unless it is short and does not look so.
 *
 * Text before a fence is held back until one of these is certain:
 * - a line opens a fence: the text before it was prose and is dropped;
 * - the first line that is not blank is plainly code ({@link isPlainlyCode}): the answer has no fence around it;
 * - {@link longestLeadIn} is reached outside of a fence: all of it is code;
 * - the answer ends: all of it is code if its first line is, comments not counted; else it is prose ("I'm sorry, but …")
 *   and nothing is put out.
 *
 * Each of them depends on the text alone, not on how it was cut.
 */
export function createCodeExtractor(options: CodeExtractorOptions = {}): CodeExtractor {
  return new LeadReader(options.markdown ?? false);
}

/**
 * Whether an answer's first line is plainly code rather than a sentence. It errs towards "no": a wrong "no" delays the
 * text, a wrong "yes" would write prose into the user's file.
 */
export function isPlainlyCode(line: string): boolean {
  return plainlyCode.some(pattern => pattern.test(line));
}

const plainlyCode: readonly RegExp[] = [
  /^(?:\t| {2})/,
  /^(?:[{}@;$]|<(?!think)|\/[/*]|#!|#include\b|#define\b|--\s)/,
  /(?:[;{}([=\\]|=>|->)\s*$/,
  /^import [\w.*]+$/,
  /^from \S+ import\b/,
  /^(?:if|for|while|switch) ?\(/,
  /^for \w+ in .*:\s*$/,
  // A call, and an assignment.
  /^(?:await |new )?[\w$.]+\(.*\)\s*$/,
  /^[\w$.[\]]+ [-+*/|&:]?= \S/,
  /^(?:import|export|const|let|var|function|async|class|interface|def|fn|func|pub|impl|using|namespace|package|public|private|static|return)\b.*[(){}=;:'"]/,
];

class LeadReader implements CodeExtractor {
  private readonly markdown: boolean;
  private state: 'leading' | 'fenced' | 'bare' = 'leading';
  /** All text so far, while it is not known what it is. */
  private held = '';
  /** Where the current line begins in `held`. */
  private lineStart = 0;
  private sawText = false;
  private sawListItem = false;
  private readonly block = createCodeBlockReader();

  constructor(markdown: boolean) {
    this.markdown = markdown;
  }

  get done(): boolean {
    return this.state === 'fenced' && this.block.done;
  }

  get sawCode(): boolean {
    return this.state !== 'leading';
  }

  push(text: string): string {
    if (this.state === 'bare') return text;
    if (this.state === 'fenced') return this.block.push(text);
    this.held += text;
    return this.readLead();
  }

  end(): string {
    if (this.state === 'fenced') return this.block.end();
    if (this.state === 'bare') return '';
    const line = this.held.slice(this.lineStart);
    if (this.opensBlock(line)) return this.becomeFenced() + this.block.end();
    return this.heldIsCode() ? this.becomeBare() : '';
  }

  /** Whether the whole of a short answer without a fence is code. */
  private heldIsCode(): boolean {
    // "# …" is a heading or a comment: the line after it tells.
    const tells = (line: string) => line.trim() !== '' && (!line.startsWith('#') || isPlainlyCode(line));
    const first = this.held.split('\n').find(tells) ?? '';
    return isPlainlyCode(first) || (this.markdown && this.held.trim() !== '');
  }

  private readLead(): string {
    for (;;) {
      const feed = this.held.indexOf('\n', this.lineStart);
      if (feed < 0) break;
      const line = this.held.slice(this.lineStart, feed);
      if (this.opensBlock(line)) return this.becomeFenced();
      if (line.trim() !== '') {
        if (!this.sawText && (this.markdown || isPlainlyCode(line))) return this.becomeBare();
        this.sawText = true;
        this.sawListItem ||= /^\s*(?:[-*+]|\d{1,9}[.)])\s/.test(line);
      }
      this.lineStart = feed + 1;
      if (this.lineStart >= longestLeadIn) return this.becomeBare();
    }
    const line = this.held.slice(this.lineStart);
    const open = this.held.length < longestLeadIn || this.mayOpenBlock(line);
    if (this.markdown && line.trim() !== '' && !this.mayOpenBlock(line)) return this.becomeBare();
    return open ? '' : this.becomeBare();
  }

  private opensBlock(line: string): boolean {
    const start = parseCodeBlockStart(line);
    if (start?.fence === undefined) return false;
    // Deep indentation makes a fence text, unless it comes from a list item.
    if (start.indent > 3 && !this.sawListItem) return false;
    return !this.markdown || isWholeAnswerFence(line);
  }

  /** Whether a line that starts like this may still open a block. Once false, it stays false. */
  private mayOpenBlock(line: string): boolean {
    const text = line.replace(this.markdown ? /^ {0,3}/ : /^(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*/, '');
    if (/^\d{1,9}[.)]?$|^[-*+]$/.test(text)) return !this.markdown;
    return mayOpenFence(text);
  }

  private becomeBare(): string {
    this.state = 'bare';
    const text = this.held;
    this.held = '';
    return text;
  }

  private becomeFenced(): string {
    this.state = 'fenced';
    const text = this.held.slice(this.lineStart);
    this.held = '';
    return this.block.push(text);
  }
}

/** A fence that wraps a whole markdown document; one without a label may as well begin the document. */
function isWholeAnswerFence(line: string): boolean {
  const fence = parseOpeningFence(line);
  return fence !== undefined && /^(?:md|markdown)$/i.test(fence.info);
}
