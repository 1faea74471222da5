import type { MarkdownIt } from 'markdown-it';
import { mathAt } from './math-syntax.ts';

/** Formulas as inline tokens of type `math`, where the environment of the parse asks for them by `math: true`. */
export function addMath(markdown: MarkdownIt): void {
  // Before escapes, which `\(` and `\[` are otherwise.
  markdown.inline.ruler.before('escape', 'math', (state, silent) => {
    if (state.env['math'] !== true) return false;
    const character = state.src[state.pos];
    if (character !== '$' && character !== '\\') return false;
    const formula = mathAt(state.src, state.pos, state.posMax);
    if (typeof formula === 'string') return false;
    if (!silent) {
      const token = state.push('math', '', 0);
      token.content = formula.tex;
      token.markup = state.src.slice(state.pos, formula.end);
      token.block = formula.display;
    }
    state.pos = formula.end;
    return true;
  });
}
