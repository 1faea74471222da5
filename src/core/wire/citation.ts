import type { Delta } from '../delta.ts';
import { asText } from './json.ts';

/** A source that an answer cites. */
export type Citation = Extract<Delta, { type: 'citation' }>;

/** The citation with what of these fields is text; undefined if there is none. */
export function toCitation(fields: { url?: unknown; title?: unknown; snippet?: unknown }): Citation | undefined {
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

/** The sources of one answer that have been reported: servers repeat them, or send a growing list with every chunk. */
export class KnownSources {
  readonly #known = new Set<string>();

  /** Those of the citations whose source is named for the first time. */
  keepNew(citations: readonly (Citation | undefined)[]): Citation[] {
    return citations.filter(citation => citation !== undefined).filter(citation => this.#isNew(citation));
  }

  #isNew({ url, title }: Citation): boolean {
    const source = url ?? title;
    // A snippet alone tells no source.
    if (source === undefined || this.#known.has(source)) return false;
    this.#known.add(source);
    return true;
  }
}
