import { asObject, parseJson } from '../wire/json.ts';
import { withoutCredentials } from '../wire/url-secrets.ts';
import type { HttpRequest } from '../wire/wire-format.ts';
import { keyPlaceholder } from './curl-command.ts';
import { isSecretHeader } from './request-secrets.ts';
import { shortenImages } from './shortened-images.ts';

/**
 * The request as a JSON document (with comments) to be read: method, URL, headers and body, without what may be a
 * credential. Images are shortened, and a note says so. In JSON a text is one line, so those of several lines stand below it
 * once more, as they are, in comments.
 *
 * @param request built with {@link keyPlaceholder} for a key
 */
export function requestDocument({ method, url, headers, body }: HttpRequest): string {
  const shownHeaders = Object.entries(headers).map(([name, value]) => [name, shownHeader(name, value)]);
  const text = body?.replaceAll(keyPlaceholder, '(key)');
  const { json, shortened } = shortenImages(text === undefined ? undefined : (parseJson(text) ?? text));
  const document = {
    ...(shortened && { note: 'Images are shortened here; “Runnel: Copy Request as curl” has them whole.' }),
    method,
    url: withoutCredentials(url, () => 'hidden').href,
    headers: Object.fromEntries(shownHeaders),
    ...(text !== undefined && { body: json }),
  };
  const texts = textsOfSeveralLines(json, 'body').map(({ path, text }) => `\n// ${path}\n${commented(text)}`);
  return `${JSON.stringify(document, undefined, 2)}\n${texts.join('')}`;
}

/** The strings in a JSON value that have line breaks, with where they are, in the order in which they are there. */
function textsOfSeveralLines(value: unknown, path: string): { path: string; text: string }[] {
  if (typeof value === 'string') return lineBreak.test(value) ? [{ path, text: value }] : [];
  if (Array.isArray(value)) return value.flatMap((element, index) => textsOfSeveralLines(element, `${path}[${index}]`));
  return Object.entries(asObject(value) ?? {}).flatMap(([key, inner]) =>
    textsOfSeveralLines(inner, `${path}.${key.replaceAll(/[\r\n\u2028\u2029]+/g, ' ')}`),
  );
}

/** What some programs take for the end of a line, too, would end the comment there. */
const lineBreak = /\r\n|[\n\r\u2028\u2029]/;

function commented(text: string): string {
  return text
    .split(lineBreak)
    .map(line => `${`//   ${line}`.trimEnd()}\n`)
    .join('');
}

function shownHeader(name: string, value: string): string {
  if (value.includes(keyPlaceholder)) return value.replaceAll(keyPlaceholder, '(key)');
  return isSecretHeader(name) ? '(hidden)' : value;
}
