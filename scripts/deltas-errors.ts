import type { StreamError } from '../src/core/delta.ts';
import { formatOf } from '../src/core/wire/foreign-stream.ts';
import { createJsonArrayFramer } from '../src/core/wire/json-array.ts';
import { createJsonLinesFramer } from '../src/core/wire/json-lines.ts';
import { createSseFramer } from '../src/core/wire/sse.ts';
import type { WireFormatId } from '../src/core/wire/wire-format.ts';

/** What errors say on the command line, where their own words would speak of the panel or of a connection. */

/** Enough for the first payloads of any stream, in bytes. */
const headLength = 65_536;

/** The beginning of a recording, kept for saying what it is. */
export class RecordingHead {
  #pieces: Uint8Array[] = [];
  #length = 0;

  push(bytes: Uint8Array): void {
    if (this.#length >= headLength) return;
    const taken = bytes.slice(0, headLength - this.#length);
    this.#pieces.push(taken);
    this.#length += taken.length;
  }

  get bytes(): Uint8Array {
    return Buffer.concat(this.#pieces);
  }
}

/** What is known of a recording when it fails. */
export interface Recording {
  /** What it was read as. */
  format: WireFormatId;
  /** Whether anything of an answer could be read in it. */
  hasDelta: boolean;
  /** Its beginning. */
  head: Uint8Array;
}

/** The error in words that fit a recording; what a provider reported stays as it is. */
export function errorOfRecording<Shown extends StreamError>(error: Shown, recording: Recording): Shown {
  const { format, hasDelta, head } = recording;
  if (error.kind !== 'truncated' && error.kind !== 'protocol') return error;
  if (head.length === 0) return reworded(error, 'The input is empty.');
  const found = hasDelta ? undefined : guessFormat(head);
  const isOwn = found === undefined || found === (format === 'mistral' ? 'openai-chat' : format);
  if (!isOwn && found !== 'unknown') {
    const message = `Nothing in the recording could be read as “${format}”. It looks like another format: try --format ${found}.`;
    return reworded(error, message);
  }
  if (error.kind === 'protocol') return error;
  const message = isOwn
    ? 'The recording ends before the answer is complete.'
    : `Nothing in the recording could be read as “${format}”. --format names another format, --help lists them.`;
  return reworded(error, message);
}

function reworded<Shown extends StreamError>(error: Shown, message: string): Shown {
  const copy = { ...error, message };
  // Settings change nothing in how a recording is read.
  delete copy.remedy;
  return copy;
}

/** Which format the first payload of a recording is of, of those that can be told apart; undefined if none tells. */
export function guessFormat(head: Uint8Array): WireFormatId | 'unknown' | undefined {
  const start = new TextDecoder().decode(head.subarray(0, 1000)).trimStart();
  const framer = start.startsWith('[')
    ? createJsonArrayFramer()
    : start.startsWith('{')
      ? createJsonLinesFramer()
      : createSseFramer();
  for (const frame of [...framer.push(head), ...framer.end()]) {
    const format = formatOf(frame);
    if (format !== undefined) return format;
  }
  return undefined;
}

/** What to do about a key that a server did not accept, or missed. */
export function keyHint(hasKey: boolean): string {
  return hasKey
    ? 'The key of --key-env was not accepted: see what is in that environment variable, and whether it is for this --base-url.'
    : 'No key was sent. --key-env NAME takes one from the environment variable of that name.';
}
