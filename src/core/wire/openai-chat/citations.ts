import type { CitationDelta } from '../../delta.ts';
import { citedRange, citing, KnownSources, toCitation } from '../citation.ts';
import { asArray, asObject, asText, type JsonObject } from '../json.ts';

/** Whether a chunk may hold sources. */
export function hasCitations(chunk: JsonObject, delta: JsonObject): boolean {
  return Boolean(delta.annotations || chunk.search_results || chunk.citations || delta.citations);
}

/** Reads the sources of one answer. Perplexity repeats a growing list in every chunk: each source is reported once. */
export class CitationReader {
  readonly #known = new KnownSources();

  /**
   * Takes a chunk and its delta.
   *
   * @param textLength how much text has come, that of this chunk included, in UTF-16 code units
   */
  read(chunk: JsonObject, delta: JsonObject, textLength: number): CitationDelta[] {
    // Search results before bare addresses: they are the same sources, and have titles.
    return this.#known.keepNew([
      ...asArray(delta.annotations).map(annotation => urlCitation(annotation, textLength)),
      ...asArray(chunk.search_results).map(numberedSource),
      ...asArray(chunk.citations).map(numberedSource),
      ...asArray(delta.citations).map(numberedSource),
    ]);
  }
}

/** The source in an annotation, which OpenAI nests and others do not; undefined for other kinds of annotation. */
function urlCitation(annotation: unknown, textLength: number): CitationDelta | undefined {
  const object = asObject(annotation);
  if (object?.type !== 'url_citation') return undefined;
  const source = asObject(object.url_citation) ?? object;
  const citation = toSource(source);
  return citation && citing(citation, citedRange(source, textLength));
}

/** A source of a list; the text refers to it by its place there. */
function numberedSource(source: unknown, index: number): CitationDelta | undefined {
  const citation = toSource(source);
  return citation && { ...citation, number: index + 1 };
}

/** Perplexity's are bare addresses. */
function toSource(source: unknown): CitationDelta | undefined {
  const address = asText(source);
  if (address !== undefined) return toCitation({ url: address });
  const object = asObject(source);
  return toCitation({ url: object?.url, title: object?.title, snippet: asText(object?.content) ?? object?.snippet });
}
