import { parseJson } from '../wire/json.ts';
import { withoutCredentials } from '../wire/url-secrets.ts';
import type { HttpRequest } from '../wire/wire-format.ts';
import { keyPlaceholder } from './curl-command.ts';
import { isSecretHeader } from './request-secrets.ts';
import { shortenImages } from './shortened-images.ts';

/**
 * The request as a JSON document to be read: method, URL, headers and body, without what may be a credential. Images are
 * shortened, and a note says so.
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
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function shownHeader(name: string, value: string): string {
  if (value.includes(keyPlaceholder)) return value.replaceAll(keyPlaceholder, '(key)');
  return isSecretHeader(name) ? '(hidden)' : value;
}
