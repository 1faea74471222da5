import type { MarkdownIt } from 'markdown-it';

const TILDE = 0x7e;
/** Delimiters pair up when their markers are equal: this one keeps `~~` from pairing with `~`. */
const DOUBLE_TILDE = 0x1007e;

/** Strikethrough with one or two tildes, as in https://github.github.com/gfm/#strikethrough-extension-. */
export function addStrikethrough(markdown: MarkdownIt): void {
  markdown.inline.ruler.at('strikethrough', (state, silent) => {
    if (silent || state.src.charCodeAt(state.pos) !== TILDE) return false;
    const run = state.scanDelims(state.pos, true);
    const token = state.push('text', '', 0);
    token.content = '~'.repeat(run.length);
    state.pos += run.length;
    if (run.length <= 2) {
      state.delimiters.push({
        marker: run.length === 2 ? DOUBLE_TILDE : TILDE,
        length: 0,
        token: state.tokens.length - 1,
        end: -1,
        open: run.can_open,
        close: run.can_close,
      });
    }
    return true;
  });
  markdown.inline.ruler2.at('strikethrough', state => {
    const inner = state.tokens_meta.map(meta => meta?.delimiters ?? []);
    for (const delimiters of [state.delimiters, ...inner]) {
      for (const opener of delimiters) {
        const closer = delimiters[opener.end];
        if (!closer || (opener.marker !== TILDE && opener.marker !== DOUBLE_TILDE)) continue;
        makeTag(state.tokens[opener.token], 's_open', 1);
        makeTag(state.tokens[closer.token], 's_close', -1);
      }
    }
    return true;
  });
}

function makeTag(
  token: { type: string; tag: string; nesting: number; content: string } | undefined,
  type: string,
  nesting: 1 | -1,
): void {
  if (!token) return;
  token.type = type;
  token.tag = 's';
  token.nesting = nesting;
  token.content = '';
}
