import { asArray, asObject, asText, type JsonObject, parseJson } from './json.ts';

/** How deep errors wrapped in errors are looked into. */
const maxDepth = 8;

/** Longest text of a provider's that is shown, in UTF-16 code units. */
const maxTextLength = 400;

/** A provider's own words as they can stand in a message: one line of plain text of a sane length. */
export function plainText(text: string): string {
  const line = text
    .replace(/<\/?[a-z!?][^<>]*(?:>|$)/gi, ' ')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  if (line.length <= maxTextLength) return line;
  // Not in the middle of a surrogate pair.
  return `${line.slice(0, maxTextLength).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A provider's own words as the end of a sentence, or nothing where there are none. */
export function quoteProviderText(text: string | undefined): string {
  const plain = text === undefined ? '' : plainText(text);
  return plain === '' ? '' : `: “${plain.replace(/[.\s]+$/, '')}”`;
}

/** The words in the body of an error response: out of its JSON, of its page's title, or as it is. */
export function errorBodyText(bodyText: string): string | undefined {
  const text = bodyText.trim();
  if (text === '') return undefined;
  const json = parseJson(text);
  if (json !== undefined) return errorObjectText(json);
  if (text.startsWith('<')) return asText(plainText(/<title[^<>]*>([^<]*)/i.exec(text)?.[1] ?? ''));
  // A JSON body of which only the beginning was read says nothing to a user.
  return text.startsWith('{') || text.startsWith('[') ? undefined : text;
}

/** The words in an error object of any provider's. */
export function errorObjectText(value: unknown, depth = 0): string | undefined {
  if (depth > maxDepth) return undefined;
  if (typeof value === 'string') {
    // Gateways pass an upstream's whole body on as text.
    const inner = value.trimStart().startsWith('{') ? parseJson(value) : undefined;
    return (inner === undefined ? undefined : errorObjectText(inner, depth + 1)) ?? asText(value.trim());
  }
  if (Array.isArray(value)) return errorObjectText(value[0], depth + 1);
  const object = asObject(value);
  if (!object) return undefined;
  const own = ownText(object, depth);
  // OpenRouter: the message only says that there was an error, the upstream's own is beside it.
  const upstream = errorObjectText(asObject(object.metadata)?.raw, depth + 1);
  if (own === undefined || upstream === undefined || own.includes(upstream)) return own ?? upstream;
  return `${own}: ${upstream}`;
}

function ownText(object: JsonObject, depth: number): string | undefined {
  for (const field of ['error', 'message', 'msg', 'error_description', 'title']) {
    const text = errorObjectText(object[field], depth + 1);
    if (text !== undefined && text !== 'error') return text;
  }
  const { detail } = object;
  if (!Array.isArray(detail)) return errorObjectText(detail, depth + 1) ?? errorObjectText(object.errors, depth + 1);
  // FastAPI: a list of what is wrong with which field.
  const problems = detail.map(entry => {
    const problem = asObject(entry);
    const where = asArray(problem?.loc).filter(part => part !== 'body');
    const what = asText(problem?.msg) ?? errorObjectText(entry, depth + 1);
    return where.length > 0 && what !== undefined ? `${where.join('.')}: ${what}` : what;
  });
  return asText(problems.filter(problem => problem !== undefined).join('; '));
}
