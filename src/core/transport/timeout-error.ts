import type { StreamError } from '../delta.ts';
import type { Timeouts } from './stream-options.ts';

/** The error of a clock that ran out. It names the setting, because for a slow model the remedy is a longer clock. */
export function timeoutError(clock: keyof Timeouts, ms: number, url: URL): StreamError {
  const message = MESSAGES[clock](seconds(ms), url.host);
  // The others say what to do, in words that hold wherever nothing has come.
  return { kind: 'network', message, retryable: true, ...(clock === 'idle' && { remedy: 'retry' }) };
}

const MESSAGES: Readonly<Record<keyof Timeouts, (time: string, host: string) => string>> = {
  connect: (time, host) =>
    `No connection to ${host} within ${time}. Check the network, VPN or proxy, or raise the setting “runnel.timeouts.connect”.`,
  firstByte: (time, host) =>
    `${host} took the request but sent nothing for ${time}. Try again, or raise the setting “runnel.timeouts.firstByte”.`,
  idle: (time, host) =>
    `${host} stopped sending in the middle of the answer: no data for ${time}. What came is kept. For a slow model, raise the setting “runnel.timeouts.idle”.`,
};

function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}
