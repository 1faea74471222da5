import { type Citation, KnownSources, toCitation } from '../citation.ts';
import { asArray, asObject, asText, type JsonObject } from '../json.ts';

/** Whether a candidate may hold sources. */
export function hasCitations(candidate: JsonObject): boolean {
  return Boolean(candidate.groundingMetadata || candidate.citationMetadata || candidate.urlContextMetadata);
}

/** Reads the sources of one answer: each is reported once, though several chunks may name it. */
export class CitationReader {
  readonly #known = new KnownSources();

  /** Takes a candidate. */
  read(candidate: JsonObject): Citation[] {
    const grounding = asObject(candidate.groundingMetadata);
    const citations = asObject(candidate.citationMetadata);
    const pages = asObject(candidate.urlContextMetadata);
    const sources = [
      ...asArray(grounding?.groundingChunks).map(groundingSource),
      ...asArray(citations?.citations ?? citations?.citationSources).map(asObject),
      ...asArray(pages?.urlMetadata).map(retrievedPage),
    ];
    return this.#known.keepNew(
      sources.map(source => toCitation({ url: source?.uri, title: source?.title, snippet: source?.text })),
    );
  }
}

function groundingSource(chunk: unknown): JsonObject | undefined {
  const object = asObject(chunk);
  return asObject(object?.web) ?? asObject(object?.retrievedContext) ?? asObject(object?.maps);
}

/** A page of those named in the question, if it could be read. */
function retrievedPage(page: unknown): JsonObject | undefined {
  const object = asObject(page);
  const status = asText(object?.urlRetrievalStatus);
  const isRead = status === undefined || status.endsWith('_SUCCESS');
  return isRead ? { uri: object?.retrievedUrl } : undefined;
}
