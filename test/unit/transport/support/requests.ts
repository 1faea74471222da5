import { expect } from 'vitest';
import { type StreamError, StreamFailure } from '../../../../src/core/delta.ts';
import type { HttpResponse } from '../../../../src/core/transport/transport.ts';
import type { HttpRequest } from '../../../../src/core/wire/wire-format.ts';

/** A key that no message may hold. */
export const KEY = 'sk-secret-1234';

/** A request with the key. */
export function post(url: string): HttpRequest {
  return { method: 'POST', url: new URL(url), headers: { authorization: `Bearer ${KEY}` }, body: '{}' };
}

/** A signal that is never aborted. */
export const never = () => new AbortController().signal;

/** The body as text. */
export async function readAll({ body }: Pick<HttpResponse, 'body'>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body) text += decoder.decode(bytes, { stream: true });
  return text + decoder.decode();
}

/** What an action fails with, as it has to; without the key in its message. */
export async function failureOf(action: Promise<unknown>): Promise<StreamError> {
  const thrown = await action.then(
    () => new Error('it succeeded'),
    (cause: unknown) => cause,
  );
  if (!StreamFailure.is(thrown)) throw thrown;
  expect(thrown.error.message).not.toContain(KEY);
  return thrown.error;
}
