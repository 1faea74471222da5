import type { CitationDelta } from '../../delta.ts';
import { toCitation } from '../citation.ts';
import { asArray, asObject, asText } from '../json.ts';

/**
 * The source a piece of text cites: a web page, a search result the user gave, or a document of the request.
 *
 * Each is reported as often as it is cited, since each time another passage of it is. It stands behind the whole block of
 * text it belongs to, and is to be reported at that block's end.
 */
export function readCitation(value: unknown): CitationDelta[] {
  const citation = asObject(value);
  if (!citation) return [];
  const source = asText(citation.source);
  const isAddress = source !== undefined && /^https?:/i.test(source);
  const url = asText(citation.url) ?? (isAddress ? source : undefined);
  const title = asText(citation.title) ?? asText(citation.document_title) ?? (isAddress ? undefined : source);
  const read = toCitation({ url, title, snippet: citation.cited_text });
  return read ? [{ ...read, cites: 'here' }] : [];
}

/** The sources a whole block of text cites. */
export function readCitations(values: unknown): CitationDelta[] {
  return asArray(values).flatMap(readCitation);
}
