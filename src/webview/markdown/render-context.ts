import type { Footnotes } from './footnotes.ts';
import type { InlineParser } from './inline-parser.ts';
import type { MarkPlaces } from './mark-places.ts';
import type { Reference } from './reference-map.ts';
import type { MarkdownOptions } from './sink.ts';

/** A leaf's content that was made with the help of link references, or would have been. */
export interface ReferenceUser {
  /** The references it looked up, and what it found. */
  readonly found: ReadonlyMap<string, Reference | undefined>;
  /** Makes its content anew. */
  refresh(): void;
}

/** What all views of one document share. */
export interface RenderContext {
  readonly options: MarkdownOptions;
  readonly inline: InlineParser;
  /** Whether open leaves are healed (see `heal`). */
  readonly healing: boolean;
  readonly footnotes: Footnotes;
  readonly marks: MarkPlaces;
  /** Looks up a link's normalized label, a footnote's key or that of a mark. */
  reference(label: string): Reference | undefined;
  /** Who looked up a label; an entry stays until the user looks up something else. */
  readonly users: Map<string, Set<ReferenceUser>>;
}
