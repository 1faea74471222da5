import type { Framing } from '../../../../src/core/wire/wire-format.ts';
import { type Client, emptyAnswer } from './client.ts';
import { streamOf } from './fake-fetch.ts';

/**
 * What reading a stream costs at least: its text is decoded, cut into lines, and every payload parsed. It is not a client:
 * it looks into no payload, and knows nothing of what else the protocol of server-sent events allows.
 */
export function floor(framing: Framing): Client {
  return {
    name: 'floor: lines and JSON.parse',
    role: 'floor',
    read(chunks) {
      const decoder = new TextDecoder();
      let rest = '';
      let parsed = 0;
      for (const chunk of chunks) {
        const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const payload = framing === 'jsonl' ? line : line.startsWith('data: ') ? line.slice(6) : '';
          if (payload.startsWith('{') && JSON.parse(payload) !== null) parsed++;
        }
      }
      if (parsed === 0) throw new Error('The floor found no payload in the stream');
      return emptyAnswer();
    },
  };
}

/** What the body costs that all but the floor and the bare decoder read from. */
export const bodyAlone: Client = {
  name: 'body: its chunks alone',
  role: 'body',
  async read(chunks) {
    let length = 0;
    for await (const chunk of streamOf(chunks)) length += chunk.length;
    if (length === 0) throw new Error('The body is empty');
    return emptyAnswer();
  },
};
