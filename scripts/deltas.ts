// Prints the normalized deltas of a recorded stream, or of a request made now, as JSON lines: one delta a line.
// If the stream fails, the last line is `{"type":"error",…}` and the exit status 1; on wrong usage the status is 2.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { StreamItem } from '../src/core/delta.ts';
import { systemClock } from '../src/core/transport/clock.ts';
import { streamAnswer } from '../src/core/transport/stream-answer.ts';
import { createBodyDecoder } from '../src/core/wire/decode-body.ts';
import type { AnswerRequest, RequestMessage, RequestPart } from '../src/core/wire/wire-format.ts';
import { createNodeTransport } from '../src/platform/node-transport.ts';
import { type LiveCommand, parseCommand, type RecordedCommand, UsageError, usage } from './deltas-command.ts';
import { errorOfRecording, keyHint, RecordingHead } from './deltas-errors.ts';

/** Decodes a recorded body. That it has no end, or nothing in it, is said in words that fit a recording. */
export async function* decodeRecorded(
  input: AsyncIterable<Uint8Array>,
  command: RecordedCommand,
): AsyncGenerator<StreamItem, void, void> {
  const { format, framing, thinkTags } = command;
  const decoder = createBodyDecoder(format, { framing, ...(thinkTags && { thinkTags }) });
  const pieces = command.chunkSize === undefined ? input : cut(input, command.chunkSize);
  const head = new RecordingHead();
  let hasDelta = false;
  const inWords = (item: StreamItem): StreamItem => {
    if (item.type === 'error') return errorOfRecording(item, { format: format.id, hasDelta, head: head.bytes });
    // A model's name is read from many a stream that is of another format.
    hasDelta ||= item.type !== 'response-start';
    return item;
  };
  for await (const bytes of pieces) {
    head.push(bytes);
    for (const item of decoder.push(bytes)) yield inWords(item);
  }
  for (const item of decoder.end()) yield inWords(item);
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
  command: LiveCommand,
  request: AnswerRequest,
  signal: AbortSignal,
): AsyncGenerator<StreamItem, void, void> {
  const { format, baseUrl, apiKey, retry, thinkTags } = command;
  const transport = createNodeTransport();
  try {
    const steps = streamAnswer({
      transport,
      format,
      endpoint: apiKey === undefined ? { baseUrl } : { baseUrl, apiKey },
      request,
      ...(thinkTags && { thinkTags }),
      signal,
      // The extension's own defaults.
      timeouts: { connect: 10_000, firstByte: 120_000, idle: 60_000 },
      retry: { attempts: retry ? 3 : 1, maxWaitMs: 60_000 },
      clock: systemClock,
    });
    for await (const step of steps) {
      if (step.type === 'state') continue;
      yield step;
      if (step.type === 'error' && step.kind === 'auth') process.stderr.write(`${keyHint(apiKey !== undefined)}\n`);
    }
  } finally {
    await transport.close();
  }
}

/** What is asked, in the same form as from a chat. */
async function requestOf(command: LiveCommand): Promise<AnswerRequest> {
  const { model, prompt, system, imageFile, temperature, maxOutputTokens, reasoningEffort } = command;
  const messages: RequestMessage[] = [];
  if (system !== undefined) messages.push({ role: 'system', parts: [{ type: 'text', text: system }] });
  const image = imageFile === undefined ? [] : [await readImage(imageFile)];
  messages.push({ role: 'user', parts: [...image, { type: 'text', text: prompt }] });
  return {
    model,
    messages,
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(reasoningEffort === undefined ? {} : { reasoningEffort }),
  };
}

/** By what the file holds: its name may say anything. */
async function readImage(file: string): Promise<RequestPart> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new UsageError(`The image cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
  const start = bytes.toString('latin1', 0, 12);
  const found = imageStarts.find(([pattern]) => pattern.test(start));
  if (!found) throw new UsageError(`The file ${file} is no PNG, JPEG, GIF or WebP image.`);
  return { type: 'image', mimeType: found[1], base64: bytes.toString('base64') };
}

const imageStarts = [
  [/^\x89PNG/, 'image/png'],
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^GIF8/, 'image/gif'],
  [/^RIFF.{4}WEBP/s, 'image/webp'],
] as const;

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
      const items = ask(command, await requestOf(command), stop.signal);
      const status = await printItems(items, printToStdout);
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
