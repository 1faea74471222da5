/** The label of the footnote that a line defines (`[^label]: text`); undefined if it defines none. */
export function parseFootnoteLabel(line: string): string | undefined {
  return /^\[\^([^\s[\]]{1,100})\]:/.exec(line)?.[1];
}

/** The label of the footnote that the text at `position` refers to (`[^label]`); undefined if it refers to none. */
export function footnoteLabelAt(text: string, position: number): string | undefined {
  if (text[position] !== '[' || text[position + 1] !== '^') return undefined;
  return /^([^\s[\]]{1,100})\]/.exec(text.slice(position + 2, position + 103))?.[1];
}

/**
 * What a footnote is found under among the link references, given its label normalized as theirs are. It begins with a
 * space, as no normalized label does: links and footnotes never find each other.
 */
export function footnoteKey(normalizedLabel: string): string {
  return ` ^${normalizedLabel}`;
}

/** Whether it is the key of a footnote and not a link's label. */
export function isFootnoteKey(key: string): boolean {
  return key.startsWith(' ^');
}
