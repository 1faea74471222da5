import type { MarkdownIt } from 'markdown-it';

/** The id of the mark that a number in brackets stands for, as a string; undefined for none. */
export type MarkLookup = (number: number) => string | undefined;

/**
 * Makes `[1]` a token `mark` (`info`: the mark's id) where the `MarkLookup` in `env.mark` knows the number. It is one also
 * in `[1][2]`, which would be a link with a definition of `2` only; a definition of `1` makes it a link.
 */
export function addMarks(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('link', 'mark', (state, silent) => {
    // As with footnotes: none for who looks for the end of a link's words.
    if (silent || state.linkLevel > 0 || state.src.charCodeAt(state.pos) !== bracket) return false;
    const digits = /^\[(\d{1,4})\](?!\()/.exec(state.src.slice(state.pos, state.pos + 7))?.[1];
    const lookup = state.env['mark'];
    if (digits === undefined || typeof lookup !== 'function' || isLabel(state.env['references'], digits)) return false;
    const id: unknown = lookup(Number(digits));
    if (typeof id !== 'string') return false;
    const token = state.push('mark', '', 0);
    token.content = `[${digits}]`;
    token.info = id;
    state.pos += digits.length + 2;
    return true;
  });
}

const bracket = 0x5b;

function isLabel(references: unknown, label: string): boolean {
  return typeof references === 'object' && references !== null && Reflect.get(references, label) !== undefined;
}
