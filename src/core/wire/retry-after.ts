import { asArray, asObject, asText } from './json.ts';

/**
 * How long the server asks to wait, in milliseconds, or undefined if it does not say.
 *
 * @param now Milliseconds since the epoch, to read points in time; without it they are not understood.
 * @param body The parsed body, where some providers say it.
 */
export function retryAfterMs(
  headers: Readonly<Record<string, string>>,
  now: number | undefined,
  body?: unknown,
): number | undefined {
  return (
    fromMilliseconds(headers['retry-after-ms']) ??
    fromRetryAfter(headers['retry-after'], now) ??
    fromRetryInfo(body) ??
    fromResetHeaders(headers, now) ??
    fromResetHeaders(headersInBody(body), now)
  );
}

function fromMilliseconds(value: string | undefined): number | undefined {
  return value !== undefined && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Math.ceil(Number(value)) : undefined;
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function fromRetryAfter(value: string | undefined, now: number | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = fromMilliseconds(value) === undefined ? undefined : Number(value);
  return seconds === undefined ? untilDate(value, now) : Math.ceil(seconds * 1000);
}

/** Google's `google.rpc.RetryInfo`, also through its OpenAI-compatible address. */
function fromRetryInfo(body: unknown): number | undefined {
  const error = asObject(asObject(Array.isArray(body) ? body[0] : body)?.error);
  for (const detail of asArray(error?.details)) {
    const delay = asText(asObject(detail)?.retryDelay);
    if (delay !== undefined) return durationMs(delay);
  }
  return undefined;
}

/** OpenRouter passes the headers of its own limits on in the body. */
function headersInBody(body: unknown): Record<string, string> {
  const headers = asObject(asObject(asObject(asObject(body)?.error)?.metadata)?.headers) ?? {};
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/**
 * The reset of a limit of which nothing remains, in the forms that OpenAI ("6m0s", "11ms"), Groq, Azure (seconds),
 * OpenRouter (a time in milliseconds) and Anthropic (a date) use. The last one to be reset decides.
 */
function fromResetHeaders(headers: Readonly<Record<string, string>>, now: number | undefined): number | undefined {
  const waits: number[] = [];
  for (const [name, remaining] of Object.entries(headers)) {
    if (!/ratelimit-.*remaining/.test(name) || Number(remaining) !== 0 || remaining.trim() === '') continue;
    const reset = headers[name.replace('remaining', 'reset')];
    const wait = reset === undefined ? undefined : resetMs(reset.trim(), now);
    if (wait !== undefined) waits.push(wait);
  }
  return waits.length > 0 ? Math.max(...waits) : undefined;
}

function resetMs(value: string, now: number | undefined): number | undefined {
  const number = fromMilliseconds(value);
  if (number === undefined) return durationMs(value) ?? untilDate(value, now);
  // More than thirty years of seconds is no duration but a point in time.
  if (number < 1e9) return Math.ceil(Number(value) * 1000);
  if (now === undefined) return undefined;
  return Math.max(0, (number < 1e12 ? number * 1000 : number) - now);
}

/** "1h2m3.5s", "130ms". */
function durationMs(value: string): number | undefined {
  const match = /^(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/.exec(value);
  if (!match || value === '') return undefined;
  const [hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = match.slice(1).map(part => Number(part ?? 0));
  return Math.ceil(((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds);
}

function untilDate(value: string, now: number | undefined): number | undefined {
  if (now === undefined || !/[a-z]/i.test(value)) return undefined;
  // The obsolete asctime form names no zone; it is GMT like the others.
  const dated = /GMT|UTC|Z$|[+-]\d\d:?\d\d$/i.test(value) ? value : `${value} GMT`;
  const time = Date.parse(dated);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
