import { describe, expect, test } from 'vitest';
import { StreamFailure } from '../../../src/core/delta.ts';
import { streamAnswer } from '../../../src/core/transport/stream-answer.ts';
import { openAiChat } from '../../../src/core/wire/openai-chat/openai-chat.ts';
import { FakeTransport } from './support/fake-transport.ts';
import { ManualClock, settle } from './support/manual-clock.ts';
import { Run, streamOptions } from './support/run.ts';
import { content, DONE, RESET, setUp } from './support/set-up-answer.ts';

describe('stopping', () => {
  test.each<[string, (setting: ReturnType<typeof setUp>) => void]>([
    ['while it connects', () => {}],
    ['while it waits', ({ transport }) => transport.exchange(0).sent()],
    [
      'in mid-answer',
      ({ transport }) => {
        transport.exchange(0).respond();
        transport.exchange(0).push(content('a'));
      },
    ],
    ['while it waits for a retry', ({ transport }) => transport.exchange(0).refuse(RESET)],
  ])('%s ends quietly, closes the connection and leaves nothing behind', async (_, arrange) => {
    const setting = setUp();
    await settle();
    arrange(setting);
    await settle();
    setting.stopper.abort();
    await setting.run.done;
    expect(setting.run.error).toBeUndefined();
    expect(setting.transport.exchange(0).closed).toBe(true);
    expect(setting.clock.sleeping).toBe(0);
  });

  test('a signal that is already aborted sends nothing', async () => {
    const { transport, run } = setUp({ signal: AbortSignal.abort() });
    await run.done;
    expect(run.steps).toEqual([]);
    expect(transport.exchanges).toEqual([]);
  });

  test('leaving the loop in mid-answer closes the connection', async () => {
    const transport = new FakeTransport();
    const clock = new ManualClock();
    for await (const step of streamAnswer(streamOptions(transport, 'http://server.test/v1', { clock }))) {
      if (step.type === 'state' && step.state === 'connecting') {
        void settle().then(() => {
          transport.exchange(0).respond();
          transport.exchange(0).push(content('a') + content('b'));
        });
      }
      if (step.type === 'text-delta') break;
    }
    expect(transport.exchange(0).closed).toBe(true);
    expect(clock.sleeping).toBe(0);
  });
});

describe('faults of our own', () => {
  test('an exception in the decoder is an error item, and the text before it is kept', async () => {
    const { transport, run } = setUp({
      endpoint: { baseUrl: 'http://server.test/v1', apiKey: 'sk-secret-123' },
      format: {
        ...openAiChat,
        createDecoder: () => {
          const decoder = openAiChat.createDecoder();
          return {
            push: frame => {
              if (frame.data.includes('boom')) throw new TypeError('no property of sk-secret-123');
              return decoder.push(frame);
            },
            pushDocument: document => decoder.pushDocument(document),
            end: () => decoder.end(),
            get done() {
              return decoder.done;
            },
          };
        },
      },
    });
    await settle();
    transport.exchange(0).respond();
    transport.exchange(0).push(content('kept'));
    transport.exchange(0).push(content('boom'));
    await run.done;
    expect(run.text).toBe('kept');
    expect(run.error).toMatchObject({ kind: 'protocol', retryable: false });
    expect(run.error?.message).not.toContain('sk-secret-123');
    expect(transport.exchange(0).closed).toBe(true);
  });

  test('a transport that throws at once is an error item', async () => {
    const transport = {
      send: () => {
        throw new RangeError('out of range');
      },
    };
    const run = new Run(streamOptions(transport, 'http://server.test/v1'));
    await run.done;
    expect(run.error).toMatchObject({ kind: 'protocol' });
    expect(run.error?.message).toContain('out of range');
  });

  test('a base URL that is none is an error item', async () => {
    const { run, transport } = setUp({ endpoint: { baseUrl: 'ftp://server.test' } });
    await run.done;
    expect(run.error).toMatchObject({ kind: 'invalid-request' });
    expect(transport.exchanges).toEqual([]);
  });
});

describe('secrets', () => {
  const endpoint = {
    baseUrl: 'http://server.test/v1',
    apiKey: 'key-of-the-user',
    headers: { 'X-Gateway': 'gateway-pass', Authorization: 'Basic dXNlcjpwYXNz', 'X-Team': 'blue' },
  };

  test('the key and what may be one in the headers show in no part of an error', async () => {
    const { transport, run } = setUp({ endpoint });
    await settle();
    transport.exchange(0).respond(400, { 'x-request-id': 'r-gateway-pass' });
    transport.exchange(0).push('{"error":{"message":"blue sent dXNlcjpwYXNz, gateway-pass and key-of-the-user"}}');
    transport.exchange(0).end();
    await run.done;
    expect(run.error).toMatchObject({ requestId: 'r-(key)' });
    expect(run.error?.message).toContain('“blue sent (key), (key) and (key)”');
  });

  test('nor in an error of the transport', async () => {
    const { transport, run } = setUp({ endpoint });
    await settle();
    transport
      .exchange(0)
      .refuse(new StreamFailure({ kind: 'network', message: 'no tunnel for gateway-pass', retryable: false }));
    await run.done;
    expect(run.error?.message).toBe('no tunnel for (key)');
  });

  test('nor in an error of the stream, or the reason it finished for', async () => {
    const { transport, run } = setUp({ endpoint });
    await settle();
    transport.exchange(0).respond();
    transport.exchange(0).push('data: {"error":{"message":"gateway-pass","request_id":"gateway-pass"}}\n\n');
    await settle();
    expect(JSON.stringify(run.steps)).not.toContain('gateway-pass');
    const other = setUp({ endpoint });
    await settle();
    other.transport.exchange(0).respond();
    other.transport
      .exchange(0)
      .push(`${content('a')}data: {"choices":[{"index":0,"delta":{},"finish_reason":"for gateway-pass"}]}\n\n${DONE}`);
    other.transport.exchange(0).end();
    await other.run.done;
    expect(other.run.steps.at(-1)).toMatchObject({ type: 'finish', rawReason: 'for (key)' });
  });
});

describe('errors by status', () => {
  test('at most 64 kB of the body are read', async () => {
    const { transport, run } = setUp({ retry: { attempts: 1, maxWaitMs: 0 } });
    await settle();
    transport.exchange(0).respond(500, { 'content-type': 'text/plain' });
    for (let part = 0; part < 5; part++) transport.exchange(0).push('x'.repeat(16 * 1024));
    await run.done;
    expect(run.error).toMatchObject({ kind: 'server', status: 500 });
    expect(transport.exchange(0).closed).toBe(true);
  });

  test('a status counts also when its body fails to come', async () => {
    const { transport, clock, run } = setUp({ retry: { attempts: 1, maxWaitMs: 0 } });
    await settle();
    transport.exchange(0).respond(503, {});
    await clock.advance(60_000);
    await run.done;
    expect(run.error).toMatchObject({ status: 503, retryable: true });
  });
});
