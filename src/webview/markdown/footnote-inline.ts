import type { MarkdownIt } from 'markdown-it';
import { footnoteLabelAt } from './footnote-label.ts';

/** The number of a footnote by its label; undefined for a label that is none. */
export type FootnoteLookup = (label: string) => string | undefined;

/**
 * Makes `[^label]` a token `footnote` (`info`: the label, `markup`: the number) where the `FootnoteLookup` in
 * `env.footnote` knows the label. Links come first, as on GitHub, and have no footnotes within: nobody could reach a
 * button there. That is why a footnote is no token for who looks for the end of a link's words, silently.
 */
export function addFootnotes(markdown: MarkdownIt): void {
  markdown.inline.ruler.after('link', 'footnote', (state, silent) => {
    const label = silent || state.linkLevel > 0 ? undefined : footnoteLabelAt(state.src, state.pos);
    const lookup = state.env['footnote'];
    if (label === undefined || typeof lookup !== 'function') return false;
    const number: unknown = lookup(label);
    if (typeof number !== 'string') return false;
    const token = state.push('footnote', '', 0);
    token.content = `[^${label}]`;
    token.info = label;
    token.markup = number;
    state.pos += token.content.length;
    return true;
  });
}
