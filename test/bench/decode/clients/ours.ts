import type { StreamItem } from '../../../../src/core/delta.ts';
import { systemClock } from '../../../../src/core/transport/clock.ts';
import { streamAnswer } from '../../../../src/core/transport/stream-answer.ts';
import type { StreamStep } from '../../../../src/core/transport/stream-step.ts';
import { createBodyDecoder } from '../../../../src/core/wire/decode-body.ts';
import type { WireFormat } from '../../../../src/core/wire/wire-format.ts';
import type { Answer } from '../script.ts';
import { type Client, emptyAnswer } from './client.ts';
import { streamOf } from './fake-fetch.ts';

/** From bytes to deltas: what a format's decoder, the framing and their glue cost. */
export function ourDecoder(format: WireFormat): Client {
  return {
    name: 'Runnel: decoder',
    role: 'ours',
    read(chunks) {
      const answer = emptyAnswer();
      const decoder = createBodyDecoder(format);
      for (const chunk of chunks) {
        for (const item of decoder.push(chunk)) take(answer, item);
      }
      for (const item of decoder.end()) take(answer, item);
      return answer;
    },
  };
}

/** From a transport's response to the steps of an answer, with clocks, Stop and retry: all that the extension runs. */
export function ourStream(format: WireFormat): Client {
  return {
    name: 'Runnel: whole stream',
    role: 'ours',
    async read(chunks) {
      const answer = emptyAnswer();
      const steps = streamAnswer({
        transport: { send: async () => ({ status: 200, headers: {}, body: streamOf(chunks) }) },
        format,
        endpoint: { baseUrl: 'https://sample.invalid/v1', apiKey: 'sample-key' },
        request: { model: 'sample', messages: [{ role: 'user', parts: [{ type: 'text', text: 'Go on.' }] }] },
        signal: new AbortController().signal,
        timeouts: { connect: 10_000, firstByte: 120_000, idle: 60_000 },
        retry: { attempts: 1, maxWaitMs: 0 },
        clock: systemClock,
      });
      for await (const step of steps) take(answer, step);
      return answer;
    },
  };
}

function take(answer: Answer, item: StreamItem | StreamStep): void {
  switch (item.type) {
    case 'text-delta':
      answer.text += item.text;
      break;
    case 'reasoning-delta':
      answer.reasoning += item.text;
      break;
    case 'tool-call-delta':
      answer.argumentsText += item.argumentsText;
      break;
    case 'error':
      throw new Error(item.message);
  }
}
