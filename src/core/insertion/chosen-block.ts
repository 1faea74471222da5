import { type CodeBlockReader, createCodeBlockReader } from './code-block.ts';
import { beginsDiff, createDiffCode, mayBeginDiff } from './diff-code.ts';
import type { Fence } from './fence.ts';
import { type InfoString, parseInfoString } from './info-string.ts';
import { areUnrelated, languageOfTag } from './language-tags.ts';
import { isSetupCommand, mayBeSetupCommand } from './plain-code.ts';
import { chain, type TextMachine } from './text-machine.ts';

/** So much of a block that is not in the document's language waits for a better one, in UTF-16 code units. */
export const longestDeferred = 2000;

/** So much of the first line of a block without a label is looked at before it is put out. */
const longestLabel = 100;

/**
 * Reads one block of an answer as code for a document: leaves out a language's name that has slipped onto the first line,
 * and takes the new text out of a diff. A block that is plainly for something else, such as a command that installs what
 * the code needs, is deferred: it is kept and not put out.
 */
export class ChosenBlock {
  /** What the block has put out so far, where it is deferred: only wanted if no better block comes. */
  deferred: string | undefined;
  private readonly language: string;
  private reader: CodeBlockReader = createCodeBlockReader({ allowGluedFence: true });
  private filter: TextMachine | undefined;
  private isDiff = false;
  private seam: TextMachine | undefined;
  private firstLine = '';
  private info: InfoString | undefined;

  /** @param language the document's, as a tag or id; empty if any will do. */
  constructor(language: string) {
    this.language = language;
  }

  get done(): boolean {
    return this.reader.done;
  }

  /** What came behind the block, see {@link CodeBlockReader.rest}. */
  get rest(): string {
    return this.reader.rest;
  }

  get atLineStart(): boolean {
    return this.reader.atLineStart;
  }

  get heldLine(): string {
    return this.reader.heldLine;
  }

  get fence(): Fence | undefined {
    return this.reader.fence;
  }

  /** What stands behind the fence, as soon as it is known. */
  get label(): InfoString {
    this.info ??= this.fence && parseInfoString(this.fence.info);
    return this.info ?? {};
  }

  push(text: string): string {
    const output = this.take(this.reader.push(text));
    return this.reader.done ? output + this.finish() : output;
  }

  end(): string {
    return this.take(this.reader.end()) + this.finish();
  }

  /** From here on, a block is read that a second answer has opened again; its code goes through `seam`. */
  reopen(seam: TextMachine): void {
    this.reader = createCodeBlockReader({ allowGluedFence: true });
    this.seam = seam;
    if (this.filter !== undefined) this.filter = this.createFilter();
  }

  /** Puts out what is held back of the first line, unless it may be no code. */
  breakOff(): string {
    if (this.filter !== undefined) return '';
    const first = this.firstLine.trim();
    return /\s/.test(first) && !mayBeSetupCommand(first) && !mayBeginDiff(first) ? this.choose() : '';
  }

  private finish(): string {
    const held = this.filter === undefined ? this.choose() : '';
    return held + this.defer(this.filter?.end() ?? '');
  }

  private take(code: string): string {
    if (this.filter !== undefined) return this.defer(this.filter.push(code));
    this.firstLine += code;
    const isLabelled = this.label.tag !== undefined || this.label.path !== undefined;
    const isDecided = isLabelled || this.firstLine.includes('\n') || this.firstLine.length > longestLabel;
    return isDecided && this.firstLine !== '' ? this.choose() : '';
  }

  /** Decides, by the label or else by the first line, how the block is read. */
  private choose(): string {
    const [first = ''] = this.firstLine.split('\n', 1);
    const { tag, path } = this.label;
    const isUnlabelled = tag === undefined && path === undefined;
    const isDiff = languageOfTag(tag ?? '') === 'diff' || (isUnlabelled && beginsDiff(first));
    this.isDiff = isDiff && languageOfTag(this.language) !== 'diff';
    this.filter = this.createFilter();
    if (!isDiff && this.isForSomethingElse(first, isUnlabelled)) this.deferred = '';
    let code = this.firstLine;
    this.firstLine = '';
    const name = languageOfTag(first.trim());
    if (isUnlabelled && name !== undefined && name === languageOfTag(this.language))
      code = code.slice(first.length + 1);
    return this.defer(this.filter.push(code));
  }

  private createFilter(): TextMachine {
    const filter = this.isDiff ? createDiffCode() : passOn();
    return this.seam ? chain(filter, this.seam) : filter;
  }

  private isForSomethingElse(first: string, isUnlabelled: boolean): boolean {
    const language = languageOfTag(this.language);
    if (language === undefined || language === 'plaintext') return false;
    if (isUnlabelled) return areUnrelated('shell', language) && isSetupCommand(first);
    const { tag, path } = this.label;
    return areUnrelated(tag ?? /\.(\w+)$/.exec(path ?? '')?.[1] ?? '', language);
  }

  private defer(code: string): string {
    if (this.deferred === undefined) return code;
    const all = this.deferred + code;
    this.deferred = all.length > longestDeferred ? undefined : all;
    return this.deferred === undefined ? all : '';
  }
}

function passOn(): TextMachine {
  return { push: text => text, end: () => '' };
}

/** Whether two blocks of an answer may be parts of one file. */
export function areOfOneFile(first: InfoString, second: InfoString): boolean {
  if (first.path !== second.path && first.path !== undefined && second.path !== undefined) return false;
  if (first.tag === undefined || second.tag === undefined || first.tag === second.tag) return true;
  const language = languageOfTag(first.tag);
  return language !== undefined && language === languageOfTag(second.tag);
}
