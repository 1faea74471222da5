import { asObject, asText, type JsonObject, parseJson } from '../json.ts';

/**
 * What has to come back with the next request of a reasoning item, without its text: the text of the part that it signs is
 * the same. Kept as JSON text in the signature of a `reasoning-delta`.
 */
export interface ReasoningSignature {
  /** The item's own fields that matter, such as `id` and `encrypted_content`. */
  item: JsonObject;
  /** Which field of the item has the text. */
  text: 'summary' | 'content';
  /** The kind of item that followed it in the answer, without which it must not be sent. */
  next?: string;
}

/** OpenRouter hands out Anthropic's signature with its format in fields of their own. */
const keptFields = ['id', 'encrypted_content', 'signature', 'format'];

/** What of a finished reasoning item is to be kept; undefined where a server that stores nothing could not use it. */
export function reasoningSignature(item: JsonObject): ReasoningSignature | undefined {
  if (asText(item.encrypted_content) === undefined && asText(item.signature) === undefined) return undefined;
  const kept = keptFields.filter(field => asText(item[field]) !== undefined).map(field => [field, item[field]]);
  const hasSummary = Array.isArray(item.summary) && item.summary.length > 0;
  const hasContent = Array.isArray(item.content) && item.content.length > 0;
  return { item: Object.fromEntries(kept), text: hasContent && !hasSummary ? 'content' : 'summary' };
}

/** Reads what a decoder wrote; undefined for anything else. */
export function readReasoningSignature(text: string): ReasoningSignature | undefined {
  const signature = asObject(parseJson(text));
  const item = asObject(signature?.item);
  if (!signature || !item) return undefined;
  const next = asText(signature.next);
  return {
    item,
    text: signature.text === 'content' ? 'content' : 'summary',
    ...(next === undefined ? {} : { next }),
  };
}

/** The item as it goes back. */
export function reasoningInput({ item, text: field }: ReasoningSignature, text: string): object {
  const type = field === 'content' ? 'reasoning_text' : 'summary_text';
  // A summary is required, be it empty.
  return { type: 'reasoning', ...item, summary: [], ...(text === '' ? {} : { [field]: [{ type, text }] }) };
}
