import { parseCodeBlockStart } from './block-containers.ts';
import { mayOpenFence, parseOpeningFence } from './fence.ts';
import { areUnrelated, languageOfTag } from './language-tags.ts';
import { isPlainlyCode, looksLikeCode } from './plain-code.ts';

/** After so much text without a fence, in UTF-16 code units, it is decided whether it is prose or code. */
export const longestLeadIn = 1000;

/** What an answer is read as: `code`, `text` that may as well be prose, or `markdown`, to which fences belong. */
export type AnswerKind = 'code' | 'text' | 'markdown';

/** What follows the lead-in: a code block, or code without a fence. `text` begins with its first line. */
export interface LeadEnd {
  type: 'block' | 'unfenced';
  text: string;
}

/**
 * Reads the beginning of an answer up to where its code begins. Each decision depends on the text alone, not on how it
 * was cut:
 *
 * - A line opens a fence, or is indented code below prose: a block begins; the text before it was prose.
 * - The first line that is not blank is plainly code: the answer has no fence around it.
 * - {@link longestLeadIn} is reached: the text is code by its characters, or it is prose and only a block is waited for.
 * - The answer ends: it is code as a whole, or prose ("I'm sorry, but …").
 *
 * What a model has thought (`<think>`) is no part of the answer.
 */
export class LeadIn {
  private readonly kind: AnswerKind;
  private readonly language: string;
  private held = '';
  /** Where the current line begins in `held`. */
  private lineStart = 0;
  /** Where code without a fence would begin: behind a language's name on a line of its own. */
  private codeStart = 0;
  private inThought = false;
  private sawText = false;
  private sawListItem = false;
  private afterBlank = true;
  private readonly startsAsProse: boolean;
  private isProse: boolean;
  /** The current line can open no block any more, and is not kept. */
  private skipsLine = false;

  /** @param isProse whether only a block is waited for, since there was other text before. */
  constructor(kind: AnswerKind, language: string, isProse = false) {
    this.kind = kind;
    this.language = language;
    this.startsAsProse = isProse;
    this.isProse = isProse;
    this.sawText = isProse;
  }

  /** The current line, as far as it has come and may matter. */
  get line(): string {
    return this.held.slice(this.lineStart);
  }

  /** @returns undefined while it is not known. */
  push(text: string): LeadEnd | undefined {
    this.held += text;
    if (this.inThought && !this.leaveThought()) return undefined;
    for (;;) {
      if (this.mayBeThought()) return undefined;
      const feed = this.held.indexOf('\n', this.lineStart);
      if (feed < 0) return this.readIncompleteLine();
      const line = this.held.slice(this.lineStart, feed);
      const end = this.skipsLine ? undefined : this.readLine(line, feed);
      if (end !== undefined) return end;
      this.skipsLine = false;
      this.lineStart = this.isProse ? this.drop(feed + 1) : feed + 1;
    }
  }

  /** No more comes. Does not change anything. */
  end(): LeadEnd | undefined {
    if (this.inThought) return undefined;
    if (!this.skipsLine && this.opensBlock(this.line)) return { type: 'block', text: this.line };
    if (this.isProse || this.held.trim() === '') return undefined;
    if (this.kind !== 'code') return this.unfenced();
    const inline = /^(`{1,3})([^`\n]+)\1\.?$/.exec(this.held.trim())?.[2];
    if (inline !== undefined) return { type: 'unfenced', text: inline };
    return this.heldIsCode() ? this.unfenced() : undefined;
  }

  private readLine(line: string, until: number): LeadEnd | undefined {
    if (this.opensBlock(line)) return { type: 'block', text: this.line };
    if (until >= longestLeadIn && !this.isProse) {
      if (this.judge()) return this.unfenced();
    }
    if (isBlank(line)) {
      this.afterBlank = true;
      return undefined;
    }
    if (!this.sawText && !this.isProse) {
      if (this.isLanguageName(line)) {
        this.codeStart = until + 1;
        return undefined;
      }
      const isCode = this.kind === 'markdown' ? !isLeadSentence(line) : isPlainlyCode(line, this.language);
      if (isCode) return this.unfenced();
    } else if (this.kind === 'markdown' && !this.isProse) return this.unfenced();
    this.sawText = true;
    this.afterBlank = false;
    this.sawListItem ||= /^\s*(?:[-*+]|\d{1,9}[.)])\s/.test(line);
    return undefined;
  }

  private readIncompleteLine(): LeadEnd | undefined {
    const { line } = this;
    if (this.skipsLine) {
      this.drop(this.held.length);
      return undefined;
    }
    if (this.mayOpenBlock(line) || isBlank(line)) return undefined;
    if (this.isProse) {
      this.skipsLine = true;
      this.sawListItem ||= /^\s*(?:[-*+]|\d{1,9}[.)])\s/.test(line);
      this.afterBlank = false;
      this.drop(this.held.length);
      return undefined;
    }
    if (this.kind === 'markdown' && line.trim() !== '' && (this.sawText || !mayBeLeadSentence(line)))
      return this.unfenced();
    return this.held.length >= longestLeadIn && this.judge() ? this.unfenced() : undefined;
  }

  /** Decides what so much text is; prose is dropped. */
  private judge(): boolean {
    const text = this.held.slice(0, longestLeadIn);
    if (this.kind !== 'code' || this.firstIsCode(text) || looksLikeCode(text)) return true;
    this.isProse = true;
    this.sawText = true;
    return false;
  }

  /** Whether a short answer without a block is code as a whole. */
  private heldIsCode(): boolean {
    const text = this.held.slice(this.codeStart);
    if (this.firstIsCode(text)) return true;
    const lines = text.split('\n').filter(line => line.trim() !== '');
    return lines.length > 2 && !/[.:!?]\s*$/.test(lines[0] ?? '') && looksLikeCode(text);
  }

  private firstIsCode(text: string): boolean {
    // "# …" is a heading or a comment: the line after it tells.
    const isPlain = (line: string) => isPlainlyCode(line, this.language);
    const first = text
      .slice(this.codeStart)
      .split('\n')
      .find(line => line.trim() !== '' && (!line.startsWith('#') || isPlain(line)));
    return first !== undefined && isPlain(first);
  }

  /** A language's name alone, as it is left of a fence that was forgotten. */
  private isLanguageName(line: string): boolean {
    const name = line.trim();
    return this.kind === 'code' && languageOfTag(name) !== undefined && !areUnrelated(name, this.language);
  }

  private opensBlock(line: string): boolean {
    if (line.length > longestLeadIn) return false;
    const start = parseCodeBlockStart(line);
    if (start === undefined) return false;
    const { fence, indent } = start;
    if (this.kind === 'markdown') return fence !== undefined && this.wrapsAnswer(line);
    // Deep indentation makes a fence text, unless it comes from a list item.
    if (fence !== undefined) return indent <= 3 || this.sawListItem;
    return this.sawText && this.afterBlank && !this.sawListItem && /^(?: {4}|\t)/.test(line);
  }

  /** A fence that wraps a whole Markdown document; one without a label may as well begin the document. */
  private wrapsAnswer(line: string): boolean {
    const fence = parseOpeningFence(line);
    return fence !== undefined && (/^(?:md|markdown)$/i.test(fence.info) || (this.sawText && fence.info === ''));
  }

  /** Whether a line that starts like this may still open a block. Once false, it stays false. */
  private mayOpenBlock(line: string): boolean {
    if (line.length > longestLeadIn) return false;
    const isMarkdown = this.kind === 'markdown';
    if (!isMarkdown && this.sawText && /^(?: {4}|\t)/.test(line)) return true;
    const text = line.replace(isMarkdown ? /^ {0,3}/ : /^(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*/, '');
    if (/^\d{1,9}[.)]?$|^[-*+]$/.test(text)) return !isMarkdown;
    return mayOpenFence(text);
  }

  private unfenced(): LeadEnd {
    const text = this.held.slice(this.codeStart);
    return { type: 'unfenced', text: text.replace(/^(?:[ \t]*\r?\n)+/, '') };
  }

  /** Forgets the text up to there; returns where the current line begins then. */
  private drop(until: number): number {
    this.held = this.held.slice(until);
    this.lineStart = 0;
    return 0;
  }

  /** Whether the current line begins, or may begin, with what the model has thought. */
  private mayBeThought(): boolean {
    for (;;) {
      const line = this.line.trimStart();
      if (line === '' || this.skipsLine) return false;
      // Where the model was made to think, the opening tag may be missing.
      const end = /^<\/think(?:ing)?>/.exec(line);
      if (end !== null) {
        this.restart(this.held.length - line.length + end[0].length);
        continue;
      }
      const begins = !this.sawText && /^<think(?:ing)?>/.test(line);
      const tags = this.sawText ? ['</think>', '</thinking>'] : ['<think>', '<thinking>', '</think>', '</thinking>'];
      if (!begins) return tags.some(tag => tag.startsWith(line));
      this.inThought = true;
      if (!this.leaveThought()) return true;
    }
  }

  private leaveThought(): boolean {
    const end = /<\/think(?:ing)?>/.exec(this.held);
    this.inThought = end === null;
    if (end === null) this.drop(Math.max(0, this.held.length - '</thinking>'.length));
    else this.restart(end.index + end[0].length);
    return end !== null;
  }

  private restart(at: number): void {
    this.drop(at);
    this.codeStart = 0;
    this.isProse = this.startsAsProse;
    this.sawText = this.isProse;
    this.sawListItem = false;
    this.afterBlank = true;
  }
}

function isBlank(line: string): boolean {
  return line.length <= longestLeadIn && line.trim() === '';
}

const leadWords = ['sure', 'here', 'certainly', 'of course', 'okay', 'ok', 'below', 'absolutely', 'great', 'this is'];

/** Whether a line that starts like this may still be a sentence that only introduces what was asked for. */
function mayBeLeadSentence(line: string): boolean {
  const text = line.trimStart().toLowerCase();
  if (text.length > 200) return false;
  return leadWords.some(
    word => word.startsWith(text) || (text.startsWith(word) && /^[^a-z]/.test(text.slice(word.length))),
  );
}

function isLeadSentence(line: string): boolean {
  return mayBeLeadSentence(line) && /[.:!]\s*$/.test(line);
}
