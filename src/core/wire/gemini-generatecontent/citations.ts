import type { Delta } from '../../delta.ts';
import { asArray, asObject, asText, type JsonObject } from '../json.ts';

/** Whether a candidate may hold sources. */
export function hasCitations(candidate: JsonObject): boolean {
  return Boolean(candidate.groundingMetadata || candidate.citationMetadata || candidate.urlContextMetadata);
}

type Citation = Extract<Delta, { type: 'citation' }>;

/** Reads the sources of one answer: each is reported once, though several chunks may name it. */
export class CitationReader {
  readonly #known = new Set<string>();

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

function toCitation(source: JsonObject | undefined): Citation | undefined {
  const url = asText(source?.uri);
  const title = asText(source?.title);
  const snippet = asText(source?.text);
  if (url === undefined && title === undefined) return undefined;
  return {
    type: 'citation',
    ...(url === undefined ? {} : { url }),
    ...(title === undefined ? {} : { title }),
    ...(snippet === undefined ? {} : { snippet }),
  };
}
