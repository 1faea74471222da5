import { deepStrictEqual } from 'node:assert';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { wireFormats } from '../../../src/core/wire/wire-formats.ts';
import { benchSeed } from '../bench-environment.ts';
import type { Aim, BenchOptions, BenchResult, BenchTable } from '../bench-result.ts';
import { medianTimes } from '../measure.ts';
import {
  aiSdkAnthropic,
  aiSdkCompatible,
  aiSdkGoogle,
  aiSdkMistral,
  aiSdkOpenAiChat,
  aiSdkOpenAiResponses,
} from './clients/ai-sdk.ts';
import { anthropicSdk } from './clients/anthropic-sdk.ts';
import type { Client } from './clients/client.ts';
import { bodyAlone, floor } from './clients/floor.ts';
import { openAiSdkChat, openAiSdkResponses } from './clients/openai-sdk.ts';
import { ourDecoder, ourStream } from './clients/ours.ts';
import { createSampleStream, type SampleStream } from './sample-stream.ts';
import type { ScriptSize } from './script.ts';

/** Whom each format is measured against. */
const sdks: Readonly<Record<WireFormatId, readonly Client[]>> = {
  'openai-chat': [openAiSdkChat, ...aiSdkCompatible, ...aiSdkOpenAiChat],
  'openai-responses': [openAiSdkResponses, ...aiSdkOpenAiResponses],
  'anthropic-messages': [anthropicSdk, ...aiSdkAnthropic],
  'gemini-generatecontent': aiSdkGoogle,
  mistral: aiSdkMistral,
  // None of them speaks Ollama's own protocol.
  'ollama-ndjson': [],
};

/** A long answer. */
const size: ScriptSize = { reasoning: 1500, text: 5000, toolArguments: 500 };

/** How the bytes come: as from a fast server or a proxy that fills its buffers, and as they come while a model writes. */
const cuts: Readonly<Record<string, (stream: SampleStream) => readonly Uint8Array[]>> = {
  '16 kB chunks': ({ bytes }) => cut(bytes, 16 * 1024),
  'one event a chunk': ({ events }) => events,
};

const repetitions = { warmUp: 20, counted: 9 };

/** Decodes the same bytes by Runnel, by the SDKs and by what cannot be beaten, and compares the times. */
export async function runDecodeBench({ only }: BenchOptions): Promise<BenchResult> {
  const seed = benchSeed();
  const tables: BenchTable[] = [];
  const aims: Aim[] = [];
  for (const format of Object.keys(sdks)
    .filter(isFormat)
    .filter(id => id.includes(only))) {
    const stream = createSampleStream(format, seed, size);
    for (const [cutName, cutUp] of Object.entries(cuts)) {
      const { table, ...found } = await compare(stream, cutName, cutUp(stream));
      tables.push(table);
      aims.push(...found.aims);
    }
  }
  return {
    name: 'decode',
    title: `Decoding: the same bytes to the same text (seed ${seed})`,
    tables,
    aims,
    notes: [
      'The aims are about “Runnel: decoder”, which goes from bytes to deltas. The SDKs read a Response whose body gives one chunk a pull, and “Runnel: whole stream” such a body through clocks, Stop and retry; what that body costs by itself is the last row.',
      'No sockets are involved. Each SDK is used in its fastest way, and the AI SDK also by streamText, which is what its users call.',
      `Medians of the CPU time of ${repetitions.counted} runs that take turns, after ${repetitions.warmUp} to warm up. All clients put the answer together, and every answer was checked.`,
    ],
  };
}

function isFormat(id: string): id is WireFormatId {
  return Object.hasOwn(wireFormats, id);
}

async function compare(stream: SampleStream, cutName: string, chunks: readonly Uint8Array[]) {
  const format = wireFormats[stream.format];
  const clients = [ourDecoder(format), ourStream(format), ...sdks[stream.format], floor(format.framing), bodyAlone];
  for (const client of clients) await check(client, stream, chunks);
  const times = await medianTimes(
    clients.map(client => ({ name: client.name, run: () => client.read(chunks) })),
    repetitions,
  );

  const timeOf = (role: Client['role']) => times.filter((_, index) => clients[index]?.role === role);
  const [decoder = Number.NaN] = timeOf('ours');
  const [floorTime = Number.NaN] = timeOf('floor');
  const sdkTimes = timeOf('sdk');
  const title = `${stream.format}, ${cutName}`;
  const table: BenchTable = {
    title: `${title}: ${(stream.bytes.length / 1e6).toFixed(1)} MB, ${stream.deltas} deltas, ${chunks.length} chunks`,
    columns: ['', 'CPU ms', 'MB/s', 'deltas/s', '× floor'],
    rows: clients.map(({ name }, index) => {
      const time = times[index] ?? Number.NaN;
      return [name, time, stream.bytes.length / 1e3 / time, (stream.deltas / time) * 1e3, time / floorTime];
    }),
  };
  const aims: Aim[] = [{ what: `${title}: times the floor's time`, value: decoder / floorTime, aim: { atMost: 2 } }];
  if (sdkTimes.length > 0) {
    const fastest = Math.min(...sdkTimes);
    aims.push({ what: `${title}: times as fast as the fastest SDK`, value: fastest / decoder, aim: { atLeast: 3 } });
  }
  return { table, aims };
}

/** Fails unless the client makes of the stream what was put into it. */
async function check(client: Client, { answer }: SampleStream, chunks: readonly Uint8Array[]): Promise<void> {
  if (client.role === 'floor' || client.role === 'body') return;
  const expected = client.withoutReasoning ? { ...answer, reasoning: '' } : answer;
  deepStrictEqual(await client.read(chunks), expected, `${client.name} makes something else of the stream`);
}

function cut(bytes: Uint8Array, length: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += length) pieces.push(bytes.subarray(start, start + length));
  return pieces;
}
