// Prints the normalized deltas of a recorded stream, or of a request made now, as JSON lines: one delta a line.
// If the stream fails, the last line is `{"type":"error",…}` and the exit status 1; on wrong usage the status is 2.
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import type { StreamItem } from '../src/core/delta.ts';
import { systemClock } from '../src/core/transport/clock.ts';
import { streamAnswer } from '../src/core/transport/stream-answer.ts';
import { createBodyDecoder } from '../src/core/wire/decode-body.ts';
import type { Framing, WireFormat } from '../src/core/wire/wire-format.ts';
import { isWireFormatId, wireFormats } from '../src/core/wire/wire-formats.ts';
import { createNodeTransport } from '../src/platform/node-transport.ts';

const defaultFormat = 'openai-chat';

const usage = `Usage:
  npm run --silent deltas -- [--format F] [--frames sse|jsonl] [--chunk N] < recorded-stream
  npm run --silent deltas -- [--format F] --base-url URL --model M --prompt TEXT [--key-env NAME] [--retry]

  --format   the wire format, one of: ${Object.keys(wireFormats).join(', ')} (default: ${defaultFormat})
  --frames   how the recording is cut into payloads, where not as the format does it: sse, or jsonl (one a line)
  --chunk    cut the recording into pieces of N bytes first
  --key-env  the environment variable that holds the API key
  --retry    try again as the extension does, instead of once
  --help     print this

Prints one JSON document a line. The exit status is 1 if the last one is an error, 2 on a wrong option.
`;

/** What to do, as the arguments say. */
export type DeltasCommand =
  | { mode: 'help' }
  | { mode: 'recorded'; format: WireFormat; framing: Framing; chunkSize: number | undefined }
  | {
      mode: 'live';
      format: WireFormat;
      baseUrl: string;
      model: string;
      prompt: string;
      apiKey: string | undefined;
      retry: boolean;
    };

/** Arguments that cannot be followed; the message says why. */
export class UsageError extends Error {}

/** @throws UsageError */
export function parseCommand(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): DeltasCommand {
  const { values } = readArguments(args);
  if (values.help) return { mode: 'help' };
  const id = values.format ?? defaultFormat;
  if (!isWireFormatId(id)) {
    throw new UsageError(`The wire format “${id}” is not known; these are: ${Object.keys(wireFormats).join(', ')}.`);
  }
  const format = wireFormats[id];

  if (values['base-url'] !== undefined) {
    const { model, prompt, retry = false } = values;
    if (model === undefined || prompt === undefined) throw new UsageError('--base-url needs --model and --prompt.');
    const apiKey = readKey(values['key-env'], env);
    return { mode: 'live', format, baseUrl: values['base-url'], model, prompt, apiKey, retry };
  }
  for (const name of ['model', 'prompt', 'key-env', 'retry'] as const) {
    if (values[name] !== undefined) throw new UsageError(`--${name} needs --base-url.`);
  }
  const framing = values.frames ?? format.framing;
  if (framing !== 'sse' && framing !== 'jsonl') throw new UsageError(`--frames is sse or jsonl, not “${framing}”.`);
  const { chunk } = values;
  if (chunk !== undefined && !/^[1-9]\d{0,8}$/.test(chunk)) {
    throw new UsageError(`--chunk is a number of bytes, not “${chunk}”.`);
  }
  return { mode: 'recorded', format, framing, chunkSize: chunk === undefined ? undefined : Number(chunk) };
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        format: { type: 'string' },
        frames: { type: 'string' },
        chunk: { type: 'string' },
        'base-url': { type: 'string' },
        model: { type: 'string' },
        prompt: { type: 'string' },
        'key-env': { type: 'string' },
        retry: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (cause) {
    // Node goes on with advice about positional arguments, which are of no use here.
    const [sentence = ''] = (cause instanceof Error ? cause.message : String(cause)).split(/\.(?:\s|$)/, 1);
    throw new UsageError(`${sentence}.`);
  }
}

function readKey(name: string | undefined, env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (name === undefined) return undefined;
  const key = env[name];
  if (!key) throw new UsageError(`The environment variable ${name} is not set.`);
  return key;
}

/** Decodes a recorded body. That there is nothing in it is said in words that fit a recording. */
export async function* decodeRecorded(
  input: AsyncIterable<Uint8Array>,
  command: Extract<DeltasCommand, { mode: 'recorded' }>,
): AsyncGenerator<StreamItem, void, void> {
  const decoder = createBodyDecoder(command.format, { framing: command.framing });
  const pieces = command.chunkSize === undefined ? input : cut(input, command.chunkSize);
  let empty = true;
  for await (const bytes of pieces) {
    empty &&= bytes.length === 0;
    yield* decoder.push(bytes);
  }
  for (const item of decoder.end()) {
    yield empty && item.type === 'error' ? { ...item, message: 'The input is empty.' } : item;
  }
}

/** Cuts bytes into pieces of the same size, however they come. */
async function* cut(input: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array, void, void> {
  let piece = new Uint8Array(size);
  let filled = 0;
  for await (const bytes of input) {
    for (let start = 0; start < bytes.length; ) {
      const taken = bytes.subarray(start, start + size - filled);
      piece.set(taken, filled);
      filled += taken.length;
      start += taken.length;
      if (filled < size) continue;
      yield piece;
      piece = new Uint8Array(size);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}

/** Makes the request itself, through the same transport as the extension. */
async function* ask(
  command: Extract<DeltasCommand, { mode: 'live' }>,
  signal: AbortSignal,
): AsyncGenerator<StreamItem, void, void> {
  const { format, baseUrl, model, prompt, apiKey, retry } = command;
  const transport = createNodeTransport();
  try {
    const steps = streamAnswer({
      transport,
      format,
      endpoint: apiKey === undefined ? { baseUrl } : { baseUrl, apiKey },
      request: { model, messages: [{ role: 'user', parts: [{ type: 'text', text: prompt }] }] },
      signal,
      // The extension's own defaults.
      timeouts: { connect: 10_000, firstByte: 120_000, idle: 60_000 },
      retry: { attempts: retry ? 3 : 1, maxWaitMs: 60_000 },
      clock: systemClock,
    });
    for await (const step of steps) if (step.type !== 'state') yield step;
  } finally {
    await transport.close();
  }
}

/** Prints each item as it comes, and returns the exit status. */
export async function printItems(
  items: AsyncIterable<StreamItem>,
  print: (line: string) => Promise<void>,
): Promise<0 | 1> {
  let status: 0 | 1 = 0;
  for await (const item of items) {
    if (item.type === 'error') status = 1;
    await print(`${JSON.stringify(item)}\n`);
  }
  return status;
}

async function printToStdout(line: string): Promise<void> {
  if (!process.stdout.write(line)) await once(process.stdout, 'drain');
}

async function main(): Promise<void> {
  // Whoever reads us may stop early, like `head`.
  process.stdout.on('error', (cause: NodeJS.ErrnoException) => process.exit(cause.code === 'EPIPE' ? 0 : 1));
  const stop = new AbortController();
  try {
    const command = parseCommand(process.argv.slice(2), process.env);
    if (command.mode === 'help') {
      process.stdout.write(usage);
    } else if (command.mode === 'live') {
      process.once('SIGINT', () => stop.abort());
      const status = await printItems(ask(command, stop.signal), printToStdout);
      process.exitCode = stop.signal.aborted ? 130 : status;
    } else {
      if (process.stdin.isTTY) throw new UsageError('A recorded stream is expected on standard input.');
      process.exitCode = await printItems(decodeRecorded(process.stdin, command), printToStdout);
    }
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    process.stderr.write(`${cause.message} (--help lists the options.)\n`);
    process.exitCode = 2;
  }
}

if (import.meta.main) await main();
