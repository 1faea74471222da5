import { describe, expect, test } from 'vitest';
import { keyPlaceholder } from '../../../src/core/diagnostics/curl-command.ts';
import { requestDocument } from '../../../src/core/diagnostics/request-document.ts';
import type { RequestPart } from '../../../src/core/wire/wire-format.ts';
import { wireFormats } from '../../../src/core/wire/wire-formats.ts';

test('a request is shown without anything that may be a credential', () => {
  const text = requestDocument({
    method: 'POST',
    url: new URL('https://me:pass-word@host.example/v1/chat?api-version=2&key=query-secret'),
    headers: {
      'content-type': 'application/json',
      'x-goog-api-key': keyPlaceholder,
      authorization: `Bearer ${keyPlaceholder}`,
      'x-company': 'company-secret',
    },
    body: JSON.stringify({ model: 'm', note: 'Why?' }),
  });
  expect(JSON.parse(text)).toEqual({
    method: 'POST',
    url: 'https://host.example/v1/chat?api-version=2&key=hidden',
    headers: {
      'content-type': 'application/json',
      'x-goog-api-key': '(key)',
      authorization: 'Bearer (key)',
      'x-company': '(hidden)',
    },
    body: { model: 'm', note: 'Why?' },
  });
});

describe('an image in a request is shortened, and a note says so', () => {
  const base64 = 'iVBOR'.padEnd(12_345, 'A');
  const short = 'iVBOR… (12,345 characters)';
  const request = { model: 'm', messages: [{ role: 'user' as const, parts: [image(base64)] }] };

  test.each(Object.values(wireFormats).map(format => [format.id, format] as const))('%s', (_, format) => {
    const built = format.buildRequest(request, { baseUrl: 'https://host.example/v1' });
    const text = requestDocument(built);
    expect(text).toContain(short);
    expect(text.length).toBeLessThan(2000);
    expect(JSON.parse(text)).toMatchObject({ note: expect.stringContaining('shortened') });
    expect(built.body).toContain(base64);
  });

  test('a text stays as it is, also one about an image', () => {
    const texts = ['data:image/png;base64,iVBORw0KGgo is how it begins', base64];
    const parts = texts.map(text => ({ type: 'text' as const, text }));
    const messages = [{ role: 'user' as const, parts }];
    const built = wireFormats['openai-chat'].buildRequest(
      { model: 'm', messages },
      { baseUrl: 'https://host.example' },
    );
    const shown = JSON.parse(requestDocument(built));
    expect(shown.body).toEqual(JSON.parse(built.body ?? ''));
    expect(shown).not.toHaveProperty('note');
  });
});

test('texts of several lines stand below, as they are', () => {
  const content = 'From a.ts:\n```\n\tlet a = "b"; // */\n\n```\u2028Why?\r\nSay (key).';
  const body = {
    'model\nname': 'm',
    messages: [
      { role: 'user', content },
      { role: 'user', content: 'one line' },
    ],
  };
  const text = requestDocument({
    method: 'POST',
    url: new URL('https://host.example/v1'),
    headers: {},
    body: JSON.stringify(body).replace('(key)', keyPlaceholder),
  });
  const [json = '', ...below] = text.split('\n\n');
  expect(JSON.parse(json).body).toEqual(body);
  expect(below.join('\n\n')).toBe(
    [
      '// body.messages[0].content',
      '//   From a.ts:',
      '//   ```',
      '//   \tlet a = "b"; // */',
      '//',
      '//   ```',
      '//   Why?',
      '//   Say (key).',
      '',
    ].join('\n'),
  );
});

test('the name of a field that has line breaks ends no comment', () => {
  const body = JSON.stringify({ 'a\nb': 'c\nd' });
  const text = requestDocument({ method: 'POST', url: new URL('https://host.example/v1'), headers: {}, body });
  const below = text.slice(text.lastIndexOf('}') + 2).split('\n');
  expect(below.filter(line => line !== '' && !line.startsWith('//'))).toEqual([]);
});

function image(base64: string): RequestPart {
  return { type: 'image', mimeType: 'image/png', base64 };
}
