import { helpers, normalizeHref, normalizeLabel } from './inline-parser.ts';
import type { Reference } from './reference-map.ts';

/** A link reference definition and how many characters of the paragraph it takes, its line ending included. */
export interface Definition extends Reference {
  readonly label: string;
  readonly length: number;
}

/** A label: no unescaped brackets, at most 999 characters, not all blank. */
const LABEL = /^\[((?:[^\\[\]]|\\[\s\S]){1,999})\]:/;

/**
 * Reads the definition a paragraph begins with, if it begins with one
 * (https://spec.commonmark.org/0.31.2/#link-reference-definitions).
 */
export function parseDefinition(text: string): Definition | undefined {
  const opening = LABEL.exec(text);
  const label = normalizeLabel(opening?.[1] ?? '');
  if (!opening || label === '') return undefined;
  const destinationStart = skipSpace(text, opening[0].length);
  const destination = helpers.parseLinkDestination(text, destinationStart, text.length);
  if (!destination.ok) return undefined;
  const href = normalizeHref(destination.str);

  const titleStart = skipSpace(text, destination.pos);
  if (titleStart > destination.pos) {
    const title = helpers.parseLinkTitle(text, titleStart, text.length);
    const end = title.ok ? lineEnd(text, title.pos) : undefined;
    if (end !== undefined) return { label, href, title: title.str, length: end };
  }
  const end = lineEnd(text, destination.pos);
  return end === undefined ? undefined : { label, href, title: '', length: end };
}

/** Skips spaces, tabs and at most one line ending. */
function skipSpace(text: string, from: number): number {
  return from + (/^[ \t]*(?:\n[ \t]*)?/.exec(text.slice(from))?.[0].length ?? 0);
}

/** The position after the line ending that follows `from`; undefined if something else comes first. */
function lineEnd(text: string, from: number): number | undefined {
  const blank = /^[ \t]*(?:\n|$)/.exec(text.slice(from));
  return blank ? from + blank[0].length : undefined;
}
