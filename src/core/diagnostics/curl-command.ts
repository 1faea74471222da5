import { isSecretParameter, withoutCredentials } from '../wire/url-secrets.ts';
import type { HttpRequest } from '../wire/wire-format.ts';
import { isSecretHeader } from './request-secrets.ts';
import { hereDocument, type ShellPiece, shellWord, variableName } from './shell.ts';

/** Stands for the API key in a request that is built to be shown: so the key itself is never in it. */
export const keyPlaceholder = 'RUNNEL-API-KEY-GOES-HERE';

/** A command for a POSIX shell. */
export interface CurlCommand {
  text: string;
  /** The environment variables it takes its secrets from, the key's first. */
  variables: string[];
}

/**
 * The request as a curl command that sends the same method, URL, headers and JSON. Whatever may be a credential is taken
 * from the environment: the key from `keyName`, a header's from `HEADER_…`, a query parameter's from `QUERY_…`.
 *
 * Silent but for errors: a progress meter would be written in between the stream.
 *
 * The body goes in by a here-document: as an argument it could be longer than a system allows, with an image in it.
 *
 * @param request built with {@link keyPlaceholder} for a key
 * @param keyName the environment variable that holds the key
 */
export function curlCommand(request: HttpRequest, keyName: string): CurlCommand {
  const variables = new Set<string>();
  const variable = (name: string): ShellPiece => {
    variables.add(name);
    return { variable: name };
  };
  const url = urlPieces(request.url, variable);
  const lines = [`curl -sS --no-buffer ${hasGlob(request.url) ? '--globoff ' : ''}${shellWord(url)}`];
  for (const [name, value] of Object.entries(request.headers)) {
    lines.push(`-H ${shellWord(headerPieces(name, value, keyName, variable))}`);
  }
  let text = lines.join(' \\\n  ');
  if (request.body !== undefined) {
    text += ` \\\n  --data-binary @- <<${hereDocument(printable(request.body.replaceAll(keyPlaceholder, '(key)')))}`;
  }
  const others = [...variables].filter(name => name !== keyName);
  return { text: `${text}\n`, variables: variables.has(keyName) ? [keyName, ...others] : others };
}

function headerPieces(
  name: string,
  value: string,
  keyName: string,
  variable: (name: string) => ShellPiece,
): ShellPiece[] {
  const title = name.replaceAll(/(?<=^|-)[a-z]/g, letter => letter.toUpperCase());
  const [before, ...after] = value.split(keyPlaceholder);
  if (after.length > 0) return [`${title}: ${before}`, variable(keyName), after.join(keyPlaceholder)];
  // curl leaves a header with a colon and nothing behind it out.
  if (value.trim() === '') return [`${title};`];
  return isSecretHeader(name) ? [`${title}: `, variable(`HEADER_${variableName(name)}`)] : [`${title}: ${value}`];
}

function urlPieces(url: URL, variable: (name: string) => ShellPiece): ShellPiece[] {
  const mark = '\u0000';
  const pieces: ShellPiece[] = [];
  const shown = withoutCredentials(url, () => mark).href;
  const secretNames = [...new Set(url.searchParams.keys())].filter(isSecretParameter);
  for (const [index, text] of shown.split(encodeURIComponent(mark)).entries()) {
    const name = secretNames[index - 1];
    if (name !== undefined) pieces.push(variable(`QUERY_${variableName(name)}`));
    pieces.push(text);
  }
  return pieces;
}

/** Whether curl would take something in the URL for a pattern. */
function hasGlob({ href }: URL): boolean {
  return /[[\]{}]/.test(href);
}

/** JSON with the characters escaped that a terminal would act on when they are pasted; below U+0020 JSON does that. */
function printable(json: string): string {
  return json.replaceAll(
    /[\u007f-\u009f\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
