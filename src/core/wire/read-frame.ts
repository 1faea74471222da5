import type { StreamError } from '../delta.ts';
import { brokenPayloadError } from './decoder-errors.ts';
import { parseJson } from './json.ts';
import { errorFromStreamObject } from './provider-error.ts';
import type { Frame } from './wire-format.ts';

/** What is in a frame. */
export type FrameContent =
  /** Any JSON: which of it makes sense is for the decoder to say. */
  | { type: 'payload'; payload: unknown }
  /** Says nothing: empty, a word that keeps the connection open, or cut off by the end of the body. */
  | { type: 'nothing' }
  /** `[DONE]`. Protocols that have no such marker get it from proxies. */
  | { type: 'done' }
  | { type: 'error'; error: StreamError };

const nothing: FrameContent = { type: 'nothing' };
const done: FrameContent = { type: 'done' };

/** Reads a frame whose data is JSON, as it is in every protocol we speak. */
export function readFrame(frame: Frame): FrameContent {
  const payload = parseJson(frame.data);
  if (payload === undefined) return readOddFrame(frame);
  if (frame.event === 'error') return { type: 'error', error: errorFromStreamObject(payload) };
  return { type: 'payload', payload };
}

function readOddFrame(frame: Frame): FrameContent {
  const { event, cutOff } = frame;
  const data = frame.data.replaceAll('\0', '').trim();
  // Blanks that JSON does not know, such as a byte order mark.
  if (data !== frame.data) return readFrame({ ...frame, data });
  if (data === '') return nothing;
  // What a gateway got as an event it may wrap into one once more.
  if (data.startsWith('data:')) return readFrame({ ...frame, data: data.slice('data:'.length) });
  if (/^\[\s*done\s*\]$/i.test(data)) return done;
  const isBroken = data.startsWith('{') || data.startsWith('[');
  // What a closing connection cut off is no broken JSON: the end of the stream decides what it means.
  if (isBroken && cutOff) return nothing;
  if (event === 'error') return { type: 'error', error: errorFromStreamObject(isBroken ? undefined : data) };
  // "data: ping" and the like keep a connection open and say nothing.
  return isBroken ? { type: 'error', error: brokenPayloadError() } : nothing;
}
