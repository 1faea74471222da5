import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestBase64 } from '../../../src/protocol/images.ts';
import { parseFromView } from '../../../src/protocol/parse-from-view.ts';

describe('a message from a view', () => {
  test.each([
    { type: 'ready' },
    { type: 'draft', text: 'half a thou' },
    { type: 'painted', seq: 3 },
    { type: 'send', text: 'hello' },
    { type: 'insert', answerId: 'a', target: 'cursor' },
    { type: 'insert', answerId: 'a', target: 'cursor', offset: 0 },
    { type: 'edit', questionId: 'q', text: 't' },
    { type: 'askWithout', answerId: 'a' },
    { type: 'checkConnection', answerId: 'a' },
    { type: 'attachImage', image: { label: 'a.png', mimeType: 'image/png', base64: 'iVBORw0=' } },
    { type: 'openSettings' },
    { type: 'newChat', answerId: 'a' },
    { type: 'openLink', href: 'https://example.com' },
  ])('$type is taken as it is', message => {
    expect(parseFromView(message)).toEqual(message);
  });

  test.each([
    undefined,
    null,
    'ready',
    [],
    {},
    { type: 'unheardOf' },
    { type: 'toString' },
    { type: '__proto__' },
    { type: 'send' },
    { type: 'send', text: 7 },
    { type: 'painted', seq: -1 },
    { type: 'painted', seq: 1.5 },
    { type: 'painted', seq: Number.NaN },
    { type: 'insert', answerId: 'a', target: 'cursor', offset: '0' },
    { type: 'insert', offset: 0 },
    { type: 'newChat' },
    { type: 'removeAttachment', id: 1e300 },
    { type: 'attachImage', image: { label: 'a.svg', mimeType: 'image/svg+xml', base64: 'AAAA' } },
    { type: 'attachImage', image: { label: 'a.png', mimeType: 'image/png', base64: '"><script>' } },
    { type: 'attachImage', image: { label: 'a.png', mimeType: 'image/png' } },
    { type: 'attachImage' },
  ])('%j is refused', value => {
    expect(parseFromView(value)).toBeUndefined();
  });

  test('with more text than any person types is refused', () => {
    expect(parseFromView({ type: 'send', text: 'x'.repeat(16 * 1024 * 1024 + 1) })).toBeUndefined();
  });

  test('with a larger image than can be sent is refused', () => {
    const image = { label: 'a.png', mimeType: 'image/png', base64: 'A'.repeat(longestBase64 + 4) };
    expect(parseFromView({ type: 'attachImage', image })).toBeUndefined();
  });

  test('keeps no field it should not have', () => {
    expect(parseFromView({ type: 'send', text: 'a', apiKey: 'b' })).toEqual({ type: 'send', text: 'a' });
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.anything(), value => void parseFromView(value)));
  });
});
