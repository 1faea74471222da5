import { expect, test } from 'vitest';
import { keyPlaceholder } from '../../../src/core/diagnostics/curl-command.ts';
import { requestDocument } from '../../../src/core/diagnostics/request-document.ts';

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
