import type { CitationDelta } from '../../delta.ts';
import { citing, KnownSources, toCitation } from '../citation.ts';
import { asArray, asObject, asText, type JsonObject } from '../json.ts';

/** Whether a candidate may hold sources. */
export function hasCitations(candidate: JsonObject): boolean {
  return Boolean(candidate.groundingMetadata || candidate.citationMetadata || candidate.urlContextMetadata);
}

/** Reads the sources of one answer: each is reported once, though several chunks may name it. */
export class CitationReader {
  readonly #known = new KnownSources();

  /** Takes a candidate. */
  read(candidate: JsonObject): CitationDelta[] {
    const grounding = asObject(candidate.groundingMetadata);
    const citations = asObject(candidate.citationMetadata);
    const pages = asObject(candidate.urlContextMetadata);
    const grounded = asArray(grounding?.groundingChunks).map(groundingSource);
    const others = [
      ...asArray(citations?.citations ?? citations?.citationSources).map(asObject),
      ...asArray(pages?.urlMetadata).map(retrievedPage),
    ];
    const passages = passagesBySource(grounded, asArray(grounding?.groundingSupports));
    return this.#known.keepNew([
      ...grounded.map(source => {
        const cited = passages.get(sourceKey(source)) ?? [];
        const citation = toCitationOf(source);
        return citation && citing(citation, cited.length > 0 ? { passages: cited } : undefined);
      }),
      ...others.map(toCitationOf),
    ]);
  }
}

function toCitationOf(source: JsonObject | undefined): CitationDelta | undefined {
  return toCitation({ url: source?.uri, title: source?.title, snippet: source?.text });
}

/** The passages of the answer that a source stands behind. One source may be several of the chunks. */
function passagesBySource(
  sources: readonly (JsonObject | undefined)[],
  supports: readonly unknown[],
): ReadonlyMap<unknown, string[]> {
  const passages = new Map<unknown, string[]>();
  for (const support of supports.map(asObject)) {
    const text = asText(asObject(support?.segment)?.text);
    if (text === undefined) continue;
    for (const index of asArray(support?.groundingChunkIndices)) {
      const key = sourceKey(sources[Number(index)]);
      const known = passages.get(key) ?? [];
      if (!known.includes(text)) passages.set(key, [...known, text]);
    }
  }
  return passages;
}

function sourceKey(source: JsonObject | undefined): unknown {
  return source?.uri ?? source?.title;
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
