import type { Delta } from '../../delta.ts';
import { asArray, asObject, asText, type JsonObject } from '../json.ts';

/** Whether a chunk may hold sources. */
export function hasCitations(chunk: JsonObject, delta: JsonObject): boolean {
  return Boolean(delta.annotations || chunk.search_results || chunk.citations || delta.citations);
}

type Citation = Extract<Delta, { type: 'citation' }>;

/** Reads the sources of one answer. Perplexity repeats a growing list in every chunk: each source is reported once. */
export class CitationReader {
  readonly #known = new Set<string>();

  /** Takes a chunk and its delta. */
  read(chunk: JsonObject, delta: JsonObject): Citation[] {
    // Search results before bare addresses: they are the same sources, and have titles.
    const sources = [
      ...asArray(delta.annotations).map(urlCitation),
      ...asArray(chunk.search_results),
      ...asArray(chunk.citations),
      ...asArray(delta.citations),
    ];
    return sources
      .map(toCitation)
      .filter(citation => citation !== undefined)
      .filter(citation => this.#isNew(citation));
  }

  #isNew(citation: Citation): boolean {
    const key = citation.url ?? citation.title ?? '';
    if (this.#known.has(key)) return false;
    this.#known.add(key);
    return true;
  }
}

/** The source in an annotation, which OpenAI nests and others do not; undefined for other kinds of annotation. */
function urlCitation(annotation: unknown): unknown {
  const object = asObject(annotation);
  return object?.type === 'url_citation' ? (asObject(object.url_citation) ?? object) : undefined;
}

function toCitation(source: unknown): Citation | undefined {
  const text = asText(source);
  if (text !== undefined) return { type: 'citation', url: text };
  const object = asObject(source);
  const url = asText(object?.url);
  const title = asText(object?.title);
  const snippet = asText(object?.content) ?? asText(object?.snippet);
  if (url === undefined && title === undefined) return undefined;
  return {
    type: 'citation',
    ...(url === undefined ? {} : { url }),
    ...(title === undefined ? {} : { title }),
    ...(snippet === undefined ? {} : { snippet }),
  };
}
