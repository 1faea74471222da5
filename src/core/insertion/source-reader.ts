import { type CodeBlockReader, createCodeBlockReader } from './code-block.ts';
import { type CodeExtractorOptions, createCodeExtractor } from './code-extractor.ts';
import type { Fence } from './fence.ts';
import { FenceTracker } from './fence-tracker.ts';
import { LastLines, type LastLinesAt } from './last-lines.ts';
import type { TextMachine } from './text-machine.ts';

/**
 * What is wanted of a source:
 *
 * - `code`: it is an answer to a question for code; prose and fences are left out ({@link createCodeExtractor}).
 * - `block`: it is Markdown that begins with a code block; that block's code ({@link createCodeBlockReader}).
 * - `text`: all of it.
 */
export type Reading = 'code' | 'block' | 'text';

/**
 * Takes out of a source what is wanted. When the source breaks off, call `breakOff()` in place of `end()`: the reader then
 * knows where it stands, and `createContinuationReader(reader)` reads the text of a second answer on from there. Machines
 * behind it, such as re-indenters, are kept as they are and never ended: the second reader's text goes through them, too.
 */
export interface SourceReader extends TextMachine {
  /** Whether something was put out that is more than white space; certain when the source has ended. */
  readonly sawCode: boolean;
  /** The source broke off: returns what of the text held back may be written; what may yet be no code stays held. */
  breakOff(): string;
  /** Where it stands; for the reader of a second answer. */
  readonly standing: Standing;
  /** From here on, text is read that begins with a new fence; what is in it goes through `seam` first. */
  reopen(seam: TextMachine): void;
  /** The text before the code is forgotten: what comes now begins anew. */
  restart(): void;
}

/** Where a reader stands in its source, and what the end of its output is. */
export interface Standing extends LastLinesAt {
  /** `fence`: within a block; `open`: in text that no fence is around; `lead`: before the code; `over`: behind it. */
  place: 'lead' | 'fence' | 'open' | 'over';
  /** The current line of the source, as far as it is held back. */
  heldLine: string;
  /** The fence of the block. */
  fence: Fence | undefined;
  /** Whether a second answer may open a fence that is not part of what is wanted. */
  mayReopen: boolean;
  /** Whether Markdown is read, in which a fence is part of what is wanted, unless it is one around Markdown. */
  isMarkdown: boolean;
}

/** What is known about the source; all but `before` only matters to the reading `code`. */
export interface SourceOptions extends CodeExtractorOptions {
  /** For the reading `block`: the answer's text before the block, which tells what list items it is in. */
  before?: string | undefined;
}

export function createSourceReader(reading: Reading, options: SourceOptions = {}): SourceReader {
  switch (reading) {
    case 'code':
      return new CodeReader(options);
    case 'block':
      return new SingleBlockReader(options.before);
    case 'text':
      return new TextReader();
  }
}

/** What all readers keep of their output. */
abstract class TailKeeper {
  sawCode = false;
  protected readonly lastLines = new LastLines();

  protected put(text: string): string {
    this.lastLines.add(text);
    this.sawCode ||= /\S/.test(text);
    return text;
  }
}

class CodeReader extends TailKeeper implements SourceReader {
  private readonly options: CodeExtractorOptions;
  private extractor: ReturnType<typeof createCodeExtractor>;

  constructor(options: CodeExtractorOptions) {
    super();
    this.options = options;
    this.extractor = createCodeExtractor(options);
  }

  get done(): boolean {
    return this.extractor.done;
  }

  get standing(): Standing {
    const { place, atLineStart, heldLine, fence, isMarkdown } = this.extractor;
    const places = { lead: 'lead', block: 'fence', unfenced: 'open', between: 'over', over: 'over' } as const;
    const tail = this.lastLines.at(atLineStart);
    return { place: places[place], ...tail, heldLine, fence, mayReopen: true, isMarkdown };
  }

  push(text: string): string {
    return this.put(this.extractor.push(text));
  }

  end(): string {
    return this.put(this.extractor.end());
  }

  breakOff(): string {
    return this.put(this.extractor.breakOff());
  }

  reopen(seam: TextMachine): void {
    this.extractor.reopen(seam);
  }

  restart(): void {
    this.extractor = createCodeExtractor(this.options);
  }
}

class SingleBlockReader extends TailKeeper implements SourceReader {
  private block: CodeBlockReader;
  private seam: TextMachine | undefined;

  constructor(before: string | undefined) {
    super();
    this.block = createCodeBlockReader({ before });
  }

  get done(): boolean {
    return this.block.done;
  }

  get standing(): Standing {
    const { fence, heldLine, atLineStart, done } = this.block;
    const isMarkdown = /^(?:md|markdown)\b/i.test(fence?.info ?? '');
    const tail = this.lastLines.at(atLineStart);
    return { place: done ? 'over' : 'fence', ...tail, heldLine, fence, mayReopen: true, isMarkdown };
  }

  push(text: string): string {
    const code = this.block.push(text);
    return this.put(this.seam ? this.seam.push(code) + (this.done ? this.seam.end() : '') : code);
  }

  end(): string {
    const code = this.block.end();
    return this.put(this.seam ? this.seam.push(code) + this.seam.end() : code);
  }

  breakOff(): string {
    return this.put(this.seam?.end() ?? '');
  }

  reopen(seam: TextMachine): void {
    this.block = createCodeBlockReader();
    this.seam = seam;
  }

  restart(): void {
    this.block = createCodeBlockReader();
  }
}

class TextReader extends TailKeeper implements SourceReader {
  private readonly fences = new FenceTracker();
  private seam: TextMachine | undefined;

  get standing(): Standing {
    const { fence, isMarkdown } = this.fences;
    const isOpen = fence !== undefined;
    const tail = this.lastLines.at(false);
    return { place: isOpen ? 'fence' : 'open', ...tail, heldLine: '', fence, mayReopen: isOpen, isMarkdown };
  }

  push(text: string): string {
    return this.note(this.seam ? this.seam.push(text) : text);
  }

  end(): string {
    return this.note(this.seam?.end() ?? '');
  }

  breakOff(): string {
    return this.end();
  }

  reopen(seam: TextMachine): void {
    let sawFence = false;
    // The fence is in the text already: its second opening line is left out.
    this.seam = {
      push(text) {
        if (sawFence) return seam.push(text);
        const feed = text.indexOf('\n');
        sawFence = feed >= 0;
        return sawFence ? seam.push(text.slice(feed + 1)) : '';
      },
      end: () => seam.end(),
    };
  }

  restart(): void {}

  private note(text: string): string {
    this.fences.add(text);
    return this.put(text);
  }
}
