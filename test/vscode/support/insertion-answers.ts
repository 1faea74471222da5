import type { Random } from './insertion-random.ts';

/** How the document at the place writes its indentation. */
export interface DocumentStyle {
  insertSpaces: boolean;
  tabSize: number;
  /** Indentation stays as the source has it, as in prose. */
  keepUnit: boolean;
}

/** An answer made of lines whose place in the document is known, since they were there before their source text. */
export interface Answer {
  /** As the model sends it. */
  source: string;
  /** What must stand in the document (with LF) at a place whose line begins with this white space. */
  expectedAt(baseIndent: string, style: DocumentStyle): string;
}

interface Line {
  depth: number;
  text: string;
}

/**
 * What the answers are made of. There is no upper case and no Cyrillic in it: the user types the former, the document
 * consists of the latter, so that every character in the document tells where it came from.
 */
const words = [
  'let',
  'x',
  '[e]',
  'if',
  'a.b',
  'return',
  '“q”',
  'é',
  '漢字',
  '😀',
  '👩🏽‍💻',
  ';',
  '[',
  ']',
  '\\n',
  'e\u0301',
] as const;

/** Any character that only answers have. */
export const answerLetter = /[a-zé漢字“”😀💻;[\]\\]/u;

/** Draws an answer. One for `code` has a fence and maybe prose around it. */
export function drawAnswer(random: Random, transform: 'code' | 'text'): Answer {
  const lines = drawLines(random);
  // The end of the last line is not part of the code within a fence.
  const endsWithNewline = transform === 'text' && random.chance(0.3);
  const eol = random.pick(transform === 'text' ? ['\n', '\n', '\r\n', '\r'] : ['\n', '\n', '\r\n']);
  const unit = random.pick(['\t', '  ', '    ']);
  const sourceBase = random.pick(['', '', unit]);
  const rows = lines.map(({ depth, text }) =>
    text === '' ? random.pick(['', '', '   ']) : sourceBase + unit.repeat(depth) + text,
  );
  const code = rows.join(eol) + (endsWithNewline ? eol : '');
  return {
    source: transform === 'code' ? fenced(random, code, eol) : code,
    expectedAt: (baseIndent, style) => {
      const level = style.keepUnit ? unit : style.insertSpaces ? ' '.repeat(style.tabSize) : '\t';
      const rendered = lines.map(({ depth, text }, index) => {
        if (text === '') return '';
        return (index === 0 ? '' : baseIndent) + level.repeat(depth) + text;
      });
      return rendered.join('\n') + (endsWithNewline ? '\n' : '');
    },
  };
}

function drawLines(random: Random): Line[] {
  const count = random.chance(0.1) ? random.integer(15, 40) : random.integer(1, 6);
  const lines: Line[] = [];
  let depth = 0;
  for (let index = 0; index < count; index++) {
    // Neither the first nor the last one: what becomes of blank lines there is not a matter of indentation.
    if (index > 0 && index < count - 1 && random.chance(0.15)) {
      lines.push({ depth: 0, text: '' });
      continue;
    }
    // One deeper at most, so that the first indented line shows the unit.
    depth = index === 0 ? 0 : random.integer(0, Math.min(depth + 1, 4));
    const text = Array.from({ length: random.integer(1, 4) }, () => random.pick(words)).join(' ');
    lines.push({ depth, text: `v${text}` });
  }
  return lines;
}

function fenced(random: Random, code: string, eol: string): string {
  const before = random.chance(0.5) ? `here it is:${eol}${eol}` : '';
  const after = random.chance(0.5) ? `${eol}it does that.` : '';
  const fence = random.pick(['```', '````', '~~~']);
  return `${before}${fence}${random.pick(['', 'ts'])}${eol}${code}${eol}${fence}${after}`;
}
