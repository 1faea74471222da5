import createMarkdownIt, { type MarkdownIt, type Token } from 'markdown-it';
import { addFootnotes, type FootnoteLookup } from './footnote-inline.ts';
import { footnoteKey } from './footnote-label.ts';
import { markKey } from './mark-key.ts';
import { addMarks, type MarkLookup } from './mark-rule.ts';
import { addMath } from './math-rule.ts';
import type { Reference } from './reference-map.ts';
import { addStrikethrough } from './strikethrough.ts';
import { addWwwLinks } from './www-links.ts';

const markdown = createMarkdown();

/** Readers of link destinations and titles, shared with link reference definitions. */
export const { helpers } = markdown;

/** Looks a link reference up by its normalized label. */
export type ReferenceLookup = (label: string) => Reference | undefined;

/** Turns the source of one leaf block into inline tokens. */
export class InlineParser {
  /** How many characters it has parsed so far: what tests bound the work per write by. */
  charactersParsed = 0;

  /** `math` says whether formulas are looked for. */
  parse(source: string, lookup: ReferenceLookup, math = false): Token[] {
    this.charactersParsed += source.length;
    const references = new Proxy({}, { get: (_target, label) => lookup(String(label)) });
    const footnote: FootnoteLookup = label => lookup(footnoteKey(normalizeLabel(label)))?.title;
    const mark: MarkLookup = number => lookup(markKey(number))?.title;
    return markdown.parseInline(source, { references, footnote, mark, math })[0]?.children ?? [];
  }
}

/** Makes labels that differ only in case and white space equal. */
export function normalizeLabel(label: string): string {
  return markdown.utils.normalizeReference(label);
}

/** Encodes an address for use in `href`. */
export function normalizeHref(href: string): string {
  return markdown.normalizeLink(href);
}

/** Resolves backslash escapes and entities. */
export function resolveEscapes(text: string): string {
  return markdown.utils.unescapeAll(text);
}

function createMarkdown(): MarkdownIt {
  const parser = createMarkdownIt({ html: false, linkify: true });
  // Which links may be followed is decided where elements are made; the structure of the text does not depend on it.
  parser.validateLink = () => true;
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: true });
  parser.linkify.add('ftp:', null).add('//', null);
  addWwwLinks(parser);
  addStrikethrough(parser);
  addMath(parser);
  addFootnotes(parser);
  addMarks(parser);
  return parser;
}
