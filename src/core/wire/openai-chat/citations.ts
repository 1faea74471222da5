import { type Citation, KnownSources, toCitation } from '../citation.ts';
import { asArray, asObject, asText, type JsonObject } from '../json.ts';

/** Whether a chunk may hold sources. */
export function hasCitations(chunk: JsonObject, delta: JsonObject): boolean {
  return Boolean(delta.annotations || chunk.search_results || chunk.citations || delta.citations);
}

/** Reads the sources of one answer. Perplexity repeats a growing list in every chunk: each source is reported once. */
export class CitationReader {
  readonly #known = new KnownSources();

  /** Takes a chunk and its delta. */
  read(chunk: JsonObject, delta: JsonObject): Citation[] {
    // Search results before bare addresses: they are the same sources, and have titles.
    const sources = [
      ...asArray(delta.annotations).map(urlCitation),
      ...asArray(chunk.search_results),
      ...asArray(chunk.citations),
      ...asArray(delta.citations),
    ];
    return this.#known.keepNew(sources.map(toSource));
  }
}

/** The source in an annotation, which OpenAI nests and others do not; undefined for other kinds of annotation. */
function urlCitation(annotation: unknown): unknown {
  const object = asObject(annotation);
  return object?.type === 'url_citation' ? (asObject(object.url_citation) ?? object) : undefined;
}

/** Perplexity's are bare addresses. */
function toSource(source: unknown): Citation | undefined {
  const address = asText(source);
  if (address !== undefined) return toCitation({ url: address });
  const object = asObject(source);
  return toCitation({ url: object?.url, title: object?.title, snippet: asText(object?.content) ?? object?.snippet });
}
