import { describe, expect, test } from 'vitest';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { collect, cut, decodePieces, toBytes } from './support.ts';

/** What a stream is called, its body, and what it means. */
export type Case = readonly [name: string, body: string | Uint8Array, meaning: object];

/** Streams that are odd in ways the protocol allows, or that some server has been seen to be odd in. */
export function tryAll(format: WireFormatId, cases: readonly Case[]): void {
  describe.each(cases)(`${format}: %s`, (_, body, meaning) => {
    const bytes = typeof body === 'string' ? toBytes(body) : body;
    test.each([
      ['whole', [bytes]],
      ['byte by byte', cut(bytes, 1)],
    ])('%s', (_, pieces) => expect(collect(decodePieces(pieces, { format }))).toMatchObject(meaning));
  });
}

/** A server-sent event. */
export function event(payload: unknown, name?: string): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(payload)}\n\n`;
}

/** What the streams mean that say just this, in two pieces. */
export const saysAb = { text: 'ab', finish: 'stop' };

/** A call of a tool that is complete. */
export const whole = (id: string, name: string, argumentsText: string) => ({ id, name, argumentsText, complete: true });
