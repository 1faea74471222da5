import { parseCodeBlockStart } from './block-containers.ts';
import { type Fence, mayOpenFence, parseOpeningFence } from './fence.ts';
import { parseInfoString } from './info-string.ts';
import { languageOfTag } from './language-tags.ts';
import { createSeam, isTelling, mayRepeat, withoutRepeated } from './seam.ts';
import type { SourceReader, Standing } from './source-reader.ts';
import type { TextMachine } from './text-machine.ts';

/** Text before a new fence is looked through so far, in UTF-16 code units; a longer line is none of those looked for. */
const longestPreface = 1000;

/**
 * Reads a second answer that goes on where the first broke off, to be put right behind what the first reader put out.
 *
 * Contract, with `first` after its `breakOff()` (which is its last call: it belongs to the new reader from then on):
 *
 * - The output is append-only and fits the first reader's output as if both were one text. A re-indenter that has read
 *   the first reader's output goes on with this one's; it must not have been ended in between.
 * - The second answer may go on directly, even in mid-line, and then is read as if the first had not broken off. Or it
 *   opens a fence again, with or without a sentence before it. Or it begins with the line or part of a line that is
 *   already there, which is left out if it is certainly the same.
 * - Nothing is put out before that is known: at the latest when its first line is complete, except that a sentence that
 *   may introduce a new fence, and a fence that may close or open a block, wait for the line behind them.
 * - `done` at the closing fence, when the first was within one or the second opened one.
 * - It may break off itself, and be continued in the same way.
 */
export function createContinuationReader(first: SourceReader): SourceReader {
  return new ContinuationReader(first);
}

/** What a second answer does first, and where the text begins that matters; undefined while that is not known. */
type Beginning = { type: 'direct' | 'next line' | 'fence' | 'anew'; from: number } | undefined;

const direct: Beginning = { type: 'direct', from: 0 };

class ContinuationReader implements SourceReader {
  private readonly first: SourceReader;
  private readonly brokeOff: Standing;
  private held = '';
  private isDecided = false;

  constructor(first: SourceReader) {
    this.first = first;
    this.brokeOff = first.standing;
  }

  get done(): boolean {
    return this.first.done === true;
  }

  get sawCode(): boolean {
    return this.first.sawCode;
  }

  get standing(): Standing {
    return this.first.standing;
  }

  push(text: string): string {
    if (this.isDecided) return this.first.push(text);
    this.held += text;
    return this.decide(false);
  }

  end(): string {
    return this.decide(true) + this.first.end();
  }

  breakOff(): string {
    return this.decide(true) + this.first.breakOff();
  }

  reopen(seam: TextMachine): void {
    this.first.reopen(seam);
  }

  restart(): void {
    this.first.restart();
  }

  private decide(isEnd: boolean): string {
    if (this.isDecided || this.held === '') return '';
    const beginning = readBeginning(this.held, this.brokeOff, isEnd);
    if (beginning === undefined) return '';
    this.isDecided = true;
    const text = this.held.slice(beginning.from);
    this.held = '';
    if (beginning.type === 'anew') this.first.restart();
    if (beginning.type === 'fence') this.first.reopen(createSeam(this.brokeOff));
    return this.first.push(beginning.type === 'next line' ? `\n${text}` : text);
  }
}

function readBeginning(text: string, brokeOff: Standing, isEnd: boolean): Beginning {
  const { place, partialLine, heldLine } = brokeOff;
  if (place === 'over') return direct;
  if (place === 'lead') return continueLead(text, heldLine, isEnd);
  if (partialLine !== undefined) {
    const rest = withoutRepeated(text, partialLine);
    if (rest !== undefined) return { type: 'direct', from: text.length - rest.length };
    const isShort = text.trimStart().length <= partialLine.trim().length && !text.includes('\n');
    if (!isEnd && isShort && isTelling(partialLine) && mayRepeat(text, partialLine)) return undefined;
  }
  // A closing fence that broke off, or whose line ending is missing.
  if (/^\s*[`~]/.test(heldLine) && /^[`~ \t\r]*(?:\n|$)/.test(text)) {
    return isEnd || text.includes('\n') || text.length > longestPreface ? direct : undefined;
  }
  return brokeOff.mayReopen ? findFence(text, brokeOff, isEnd) : direct;
}

/** Before the code there is nothing to go on with, but for an opening fence that broke off itself. */
function continueLead(text: string, heldLine: string, isEnd: boolean): Beginning {
  if (!/^\s*[`~]/.test(heldLine)) return direct;
  const [line = ''] = text.split('\n', 1);
  if (!isEnd && line.length === text.length && line.length <= longestPreface) return undefined;
  const fence = parseOpeningFence((heldLine + line).trim());
  const own = parseOpeningFence(line.trim());
  // Two halves of one fence make one fence; a whole one behind a whole one begins anew.
  const isOther =
    /^(?:`{3}|~{3})/.test(heldLine.trim()) && own !== undefined ? own.info !== '' : fence && !isLabel(fence.info);
  return isOther ? { type: 'anew', from: 0 } : direct;
}

function isLabel(info: string): boolean {
  const { tag, path } = parseInfoString(info);
  return /^[\w+#.-]{0,20}$/.test(info) || path !== undefined || languageOfTag(tag ?? '') !== undefined;
}

/** Looks for a fence that opens the block again, maybe behind blank lines and sentences that introduce it. */
function findFence(text: string, brokeOff: Standing, isEnd: boolean): Beginning {
  let sawSentence = false;
  for (let from = 0; from <= longestPreface; ) {
    const feed = text.indexOf('\n', from);
    const line = text.slice(from, feed < 0 ? undefined : feed).replace(/\r$/, '');
    if (line.length > longestPreface) return direct;
    const isInLine = from === 0 && (brokeOff.partialLine !== undefined || brokeOff.heldLine !== '');
    if (feed < 0 && !isEnd) {
      return line.trim() === '' || mayOpen(line, isInLine) || mayIntroduce(line) ? undefined : direct;
    }
    const fence = fenceOf(line, isInLine);
    if (fence !== undefined) return roleOfFence(fence, text, from, feed, { ...brokeOff, sawSentence, isEnd });
    if (line.trim() !== '') {
      if (!introduces(line)) return direct;
      sawSentence = true;
    }
    if (feed < 0) return direct;
    from = feed + 1;
  }
  return direct;
}

/** Whether a fence opens the block again, closes it, or is code. */
function roleOfFence(
  fence: Fence,
  text: string,
  from: number,
  feed: number,
  { isMarkdown, sawSentence, isEnd, partialLine, ...own }: Standing & { sawSentence: boolean; isEnd: boolean },
): Beginning {
  const opens: Beginning = { type: 'fence', from };
  if ((isMarkdown && !/^(?:md|markdown)\b/i.test(fence.info)) || !isLabel(fence.info)) return direct;
  if (fence.info !== '' || sawSentence) return opens;
  // A fence of another kind than the block's own is code.
  if (own.fence && (fence.character !== own.fence.character || fence.length < own.fence.length)) return direct;
  if (feed >= 0) {
    const [next = ''] = text.slice(feed + 1).split('\n', 1);
    const isWhole = isEnd || feed + 1 + next.length < text.length || next.length > longestPreface;
    if (!isWhole) return undefined;
    const isLabelled = own.fence !== undefined && own.fence.info !== '';
    // In the middle of a line it would have a label as the first one has, or it is a part of that line.
    if (!endsCode(next)) return isLabelled && from === 0 && (partialLine ?? own.heldLine) !== '' ? direct : opens;
  }
  // What is in the document broke off right at the end of its line.
  return from === 0 && partialLine !== undefined ? { type: 'next line', from } : direct;
}

/** Whether a line behind a fence without a label is no code: nothing, a sentence, a heading, a list. */
function endsCode(line: string): boolean {
  return line.trim() === '' || /^(?:[A-Z*][^;{}=]*[.:!]\s*$|(?:[-*+>]|#{1,6}|\d{1,3}[.)])\s)/.test(line);
}

/** What opens a block here. In the middle of a line, white space or a marker before it belongs to that line. */
function fenceOf(line: string, isInLine: boolean): Fence | undefined {
  const start = parseCodeBlockStart(line);
  if (start?.fence === undefined || start.indent > 3) return undefined;
  return isInLine && !/^[`~]/.test(line) ? undefined : start.fence;
}

/** Whether a line that starts like this may still open a block. */
function mayOpen(line: string, isInLine: boolean): boolean {
  if (isInLine) return mayOpenFence(line);
  const text = line.replace(/^(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*/, '');
  return mayOpenFence(text) || /^(?:\d{1,9}[.)]?|[-*+])$/.test(text);
}

/** How sentences begin that say that the code goes on. */
const firstWords = [
  ...['sure', 'here', 'continu', 'certainly', 'of course', 'ok', 'the rest', 'resum', 'picking up'],
  ...['sorry', 'apolog', 'i '],
];

function introduces(line: string): boolean {
  return mayIntroduce(line) && /[.:!…]\s*$/.test(line);
}

/** Whether a line that starts like this may still introduce the rest of the code. */
function mayIntroduce(line: string): boolean {
  const text = line
    .trimStart()
    .replace(/^[*_#> ]+/, '')
    .toLowerCase();
  return firstWords.some(word => word.startsWith(text) || text.startsWith(word));
}
