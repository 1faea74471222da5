import { cross, type HostileCase } from './hostile-case.ts';

/** Characters that one does not see, or that move others. */
const texts: Readonly<Record<string, string>> = {
  'an override to the left': 'abc \u202e fed \u202c ghi',
  'an override never ended': 'abc \u202e fed',
  'an override to the right': '\u202dabc\u05d0\u05d1',
  'an embedding': '\u202babc\u202a def',
  'isolates never ended': '\u2066\u2067\u2068abc',
  'isolates ended too often': 'abc\u2069\u2069\u202c\u202c',
  'marks of direction': 'a\u200eb\u200fc\u061cd',
  'controls deeper than counted': '\u202e\u202d'.repeat(70),
  'a comment that hides code': '/* \u202e } \u2066if (admin)\u2069 \u2066 begin */',
  'zero-width spaces': 'pass\u200bword \u200c\u200d\u2060\ufeff',
  'tags that hide words': '\u{e0041}\u{e0042}\u{e0043}\u{e007f}',
  'variation selectors that hide bytes': 'a\ufe00\ufe01\u{e0100}\u{e01ef}',
  'fillers of Hangul': '\u3164\u115f\u1160\uffa0',
  controls: '\u0001\u0008\u001b[31mred\u001b[0m\u007f\u0085\u009b',
  'U+0000': 'a\u0000b\u0000',
  'halves of surrogate pairs': 'a\ud83d b\udc00 \udc00\ud83d',
  'characters that are none': '\ufffe\uffff\u{1fffe}\ufdd0',
  'many accents': `z${'\u0336\u0489\u0300'.repeat(60)}`,
  'line separators': 'a\u2028b\u2029c\u0085d\u000be',
  'letters that look alike': 'p\u0430yp\u0430l \u0391dmin \u{1d4ea}\u{1d4eb}',
  'private use': '\ue000\uf8ff\u{f0000}',
  'escape sequences of terminals': '\u001b]8;;https://tripwire.example\u0007x\u001b]8;;\u0007',
};

const places: Readonly<Record<string, (text: string) => string>> = {
  prose: text => `before ${text} after\n\nnext`,
  'the words of a link': text => `[${text}](https://example.com)`,
  'inline code': text => `\`${text}\` after`,
  'fenced code': text => `\`\`\`js\n${text}\n\`\`\``,
  'a cell': text => `| ${text} | b |\n| --- | --- |\n| c | d |`,
  'a footnote': text => `a[^n]\n\n[^n]: ${text}`,
  'a formula': text => `$\\text{${text}}$`,
};

export const textCases: readonly HostileCase[] = cross('texts', places, texts);
