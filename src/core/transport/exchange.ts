import type { StreamError } from '../delta.ts';
import type { HttpRequest } from '../wire/wire-format.ts';
import { Alarm } from './alarm.ts';
import type { Clock } from './clock.ts';
import { Mailbox } from './mailbox.ts';
import type { Timeouts } from './stream-options.ts';
import { timeoutError } from './timeout-error.ts';
import type { HttpResponse, Transport } from './transport.ts';

/** One step of a request and its answer. */
export type ExchangeEvent =
  /** The request is written; nothing has come back. */
  | { type: 'sent' }
  | { type: 'response'; response: Pick<HttpResponse, 'status' | 'headers'> }
  | { type: 'bytes'; bytes: Uint8Array }
  /** No byte for a while. The next `bytes` end it. */
  | { type: 'stalled' }
  /** A clock ran out; comes last. The connection is closed, but the provider may go on with what it was asked for. */
  | { type: 'timeout'; error: StreamError };

export interface ExchangeOptions {
  transport: Transport;
  signal: AbortSignal;
  timeouts: Timeouts;
  clock: Clock;
  /** Asked after every `bytes`: whether what follows no longer matters. */
  finished: () => boolean;
}

/** A silence is worth telling the user about after this long, in milliseconds: many models pause for a few seconds. */
export const STALLED_AFTER_MS = 10_000;

/**
 * How long a finished answer is read on, in milliseconds. The end of the body mostly comes with the last event or
 * right behind it, and only a body read to its end leaves a connection that can be used again.
 */
const DRAIN_MS = 50;

type Happening =
  | { type: 'sent' }
  | { type: 'response'; response: HttpResponse }
  | { type: 'read'; result: IteratorResult<Uint8Array> }
  | { type: 'failure'; cause: unknown }
  | { type: 'alarm' }
  | { type: 'stop' };

/**
 * Sends one request and reads its answer under the clocks, one step per pull: the body is not read ahead.
 *
 * Ends with the body, after a `timeout`, and at once when `signal` is aborted. However it is left, the connection is closed unless its
 * body was read to the end, and no timer or listener stays behind.
 *
 * A wait for the first byte is not called `stalled`: that nothing has come back yet is what `sent` says, and a model
 * that thinks first is no fault.
 *
 * @throws whatever the transport throws.
 */
export async function* exchange(
  request: HttpRequest,
  options: ExchangeOptions,
): AsyncGenerator<ExchangeEvent, void, void> {
  const { transport, signal, timeouts, clock, finished } = options;
  if (signal.aborted) return;

  const mailbox = new Mailbox<Happening>();
  const alarm = new Alarm(clock, () => mailbox.put({ type: 'alarm' }));
  const connection = new AbortController();
  const stop = () => {
    connection.abort(signal.reason);
    mailbox.put({ type: 'stop' });
  };
  signal.addEventListener('abort', stop);

  // Which clock runs, and since when. Connecting is timed by the transport, which alone knows when the connection
  // stands; one that cannot tell, or hangs, is still bounded by both clocks together.
  let running: { clock: 'firstByte' | 'idle'; since: number; limit: number } = {
    clock: 'firstByte',
    since: clock.now(),
    limit: timeouts.connect + timeouts.firstByte,
  };
  const stalledAfter = Math.min(STALLED_AFTER_MS, timeouts.idle / 2);
  let stalled = false;
  let sent = false;
  let body: AsyncIterator<Uint8Array> | undefined;

  const fail = (cause: unknown) => mailbox.put({ type: 'failure', cause });
  const read = () => {
    body?.next().then(result => mailbox.put({ type: 'read', result }), fail);
  };
  const send = async () =>
    transport.send(request, {
      signal: connection.signal,
      connectTimeoutMs: timeouts.connect,
      onSent: () => mailbox.put({ type: 'sent' }),
    });

  try {
    send().then(response => mailbox.put({ type: 'response', response }), fail);
    for (;;) {
      const mayStall = running.clock === 'idle' && !stalled;
      alarm.set(running.since + (mayStall ? stalledAfter : running.limit));
      const happening = await mailbox.take();
      switch (happening.type) {
        case 'stop':
          return;
        case 'failure':
          throw happening.cause;
        case 'sent':
        case 'response':
          if (!sent) {
            sent = true;
            running = { clock: 'firstByte', since: clock.now(), limit: timeouts.firstByte };
            yield { type: 'sent' };
          }
          if (happening.type === 'response') {
            const { status, headers } = happening.response;
            yield { type: 'response', response: { status, headers } };
            body = happening.response.body[Symbol.asyncIterator]();
            read();
          }
          break;
        case 'read':
          if (happening.result.done) return;
          stalled = false;
          yield { type: 'bytes', bytes: happening.result.value };
          if (finished()) {
            alarm.clear();
            alarm.set(clock.now() + DRAIN_MS);
            await drain(mailbox, read);
            return;
          }
          // From here and not from the last byte: the time the reader took is not the server's silence.
          running = { clock: 'idle', since: clock.now(), limit: timeouts.idle };
          read();
          break;
        case 'alarm': {
          // What came while the reader was busy counts, though the alarm rang first.
          if (!mailbox.empty) break;
          const silence = clock.now() - running.since;
          if (silence >= running.limit) {
            connection.abort();
            yield { type: 'timeout', error: timeoutError(running.clock, running.limit, request.url) };
            return;
          }
          if (mayStall && silence >= stalledAfter) {
            stalled = true;
            yield { type: 'stalled' };
          }
          break;
        }
      }
    }
  } finally {
    signal.removeEventListener('abort', stop);
    alarm.clear();
    connection.abort();
    // A body that waits to be pulled does not notice the abort; this lets it clean up.
    void Promise.resolve(body?.return?.()).catch(() => undefined);
  }
}

/** The most reads of a drain: a body without end must not hold the answer open. */
const DRAIN_READS = 16;

/** Reads on until the body ends or anything else happens. */
async function drain(mailbox: Mailbox<Happening>, read: () => void): Promise<void> {
  for (let reads = 0; reads < DRAIN_READS; reads++) {
    read();
    const happening = await mailbox.take();
    if (happening.type !== 'read' || happening.result.done) return;
  }
}
