import { createCodeBlockReader } from './code-block.ts';
import { type CodeExtractorOptions, createCodeExtractor } from './code-extractor.ts';
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
}

/** @param options only matter to the reading `code`. */
export function createSourceReader(reading: Reading, options: CodeExtractorOptions = {}): SourceReader {
  const machine = machineFor(reading, options);
  let sawCode = false;
  const seen = (text: string) => {
    sawCode ||= /\S/.test(text);
    return text;
  };
  return {
    push: text => seen(machine.push(text)),
    end: () => seen(machine.end()),
    breakOff: () => '',
    get done() {
      return machine.done === true;
    },
    get sawCode() {
      return sawCode;
    },
  };
}

function machineFor(reading: Reading, options: CodeExtractorOptions): TextMachine {
  switch (reading) {
    case 'code':
      return createCodeExtractor(options);
    case 'block':
      return createCodeBlockReader();
    case 'text':
      return { push: text => text, end: () => '' };
  }
}
