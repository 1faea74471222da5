import type { SourceReader } from './source-reader.ts';

/**
 * Reads a second answer that goes on where the first broke off, to be put right behind what the first reader put out.
 *
 * Contract, with `first` after its `breakOff()` (which is its last call: it belongs to the new reader from then on):
 *
 * - The output is append-only and fits the first reader's output as if both were one text. A re-indenter that has read
 *   the first reader's output goes on with this one's; it must not have been ended in between.
 * - The second answer may go on directly, even in mid-line; or open a fence again, with or without prose before it; or
 *   begin with the line or part of a line that is already there, which is then left out if it is certainly the same.
 * - Nothing is put out before the first line of the second answer is complete; only prose before a new fence is held
 *   back for longer.
 * - `done` at the closing fence, when the first was within one or the second opened one.
 * - It may break off itself, and be continued in the same way.
 */
export function createContinuationReader(first: SourceReader): SourceReader {
  return first;
}
