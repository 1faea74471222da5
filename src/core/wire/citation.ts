import type { CitationDelta, CitedWords } from '../delta.ts';
import { asText, type JsonObject } from './json.ts';

/** The citation with what of these fields is text; undefined if there is none. */
export function toCitation(fields: { url?: unknown; title?: unknown; snippet?: unknown }): CitationDelta | undefined {
  const url = asText(fields.url);
  const title = asText(fields.title);
  const snippet = asText(fields.snippet);
  if (url === undefined && title === undefined && snippet === undefined) return undefined;
  return {
    type: 'citation',
    ...(url === undefined ? {} : { url }),
    ...(title === undefined ? {} : { title }),
    ...(snippet === undefined ? {} : { snippet }),
  };
}

/**
 * The words an annotation means: `start_index` and `end_index` count characters of the part of the content it belongs to.
 * OpenRouter sends 0 for both where it does not know them.
 *
 * @param within how many UTF-16 code units of text have come since that part began; undefined if it is not known
 */
export function citedRange(annotation: JsonObject, within: number | undefined): CitedWords | undefined {
  const { start_index: start, end_index: end } = annotation;
  if (within === undefined || !isIndex(start) || !isIndex(end) || end <= start) return undefined;
  return { within, start, end };
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** The citation with the words it stands behind, if these are known. */
export function citing(citation: CitationDelta, cites: CitedWords | undefined): CitationDelta {
  return cites === undefined ? citation : { ...citation, cites };
}

/** The sources of one answer that have been reported: servers repeat them, or send a growing list with every chunk. */
export class KnownSources {
  readonly #known = new Set<string>();

  /** Those of the citations whose source is named for the first time, or for other words of the text. */
  keepNew(citations: readonly (CitationDelta | undefined)[]): CitationDelta[] {
    return citations.filter(citation => citation !== undefined).filter(citation => this.#isNew(citation));
  }

  #isNew({ url, title, cites }: CitationDelta): boolean {
    const source = url ?? title;
    // A snippet alone tells no source.
    if (source === undefined) return false;
    const words = typeof cites === 'object' && 'end' in cites ? `${source} ${cites.start} ${cites.end}` : source;
    if (this.#known.has(words)) return false;
    this.#known.add(source).add(words);
    return true;
  }
}
