import type { CodeTheme } from '../../../src/protocol/code-theme.ts';
import { ShikiHighlighter } from '../../../src/webview/code/shiki-highlighter.ts';

export const dark: CodeTheme = {
  kind: 'dark',
  foreground: '#d0d0d0',
  rules: [
    { scope: ['comment'], foreground: '#6a9955', fontStyle: ['italic'] },
    { scope: ['string'], foreground: '#CE9178' },
    { scope: ['keyword', 'storage', 'keyword.operator'], foreground: '#569cd6' },
    { scope: ['constant.numeric'], foreground: '#b5cea8' },
    { scope: ['entity.name.function', 'support.function'], foreground: '#dcdcaa', fontStyle: ['bold'] },
    { scope: ['markup.heading', 'entity.name.tag'], foreground: '#569cd6', fontStyle: ['bold', 'underline'] },
  ],
};

export const light: CodeTheme = {
  kind: 'light',
  rules: [
    { scope: ['comment'], foreground: '#008000' },
    { scope: ['string'], foreground: '#a31515' },
    { scope: ['keyword', 'storage'], foreground: '#00f' },
    { scope: ['entity.name.function'], foreground: '#795e26', fontStyle: [] },
  ],
};

export const samples: Record<string, string> = {
  ts: [
    '/* a comment',
    '   of two lines */',
    'export async function load(path: string): Promise<number> {',
    `  const text = \`a \${path.replace(/[a-z]+/g, 'b')} c`,
    `    and more \${1 + 2}\`;`,
    '',
    '  return text.length * 0x1f; // done',
    '}',
  ].join('\n'),
  python: [
    'def greet(name: str) -> None:',
    '    """Says hello,',
    '    in two lines."""',
    "    print(f'Hello {name!r:>10}')",
    '    return 3.5e2  # a number',
    '@decorated',
    'class A(B): pass',
  ].join('\n'),
  css: ['@media (width > 300px) {', '  .a::before { content: "x"; /* no', '  more */ color: #fff; }', '}'].join('\n'),
  md: ['# Title', '', '- *item* with `code`', '', '```', 'x', '```', '> quote', 'Setext', '==='].join('\n'),
};

/** A highlighter that is gone after the test. */
export function createHighlighter(theme?: CodeTheme): ShikiHighlighter {
  const highlighter = new ShikiHighlighter();
  if (theme) highlighter.theme = theme;
  return highlighter;
}

/** A fenced block; the fence is longer than any within. */
export function fenced(language: string, code: string): string {
  return `~~~~${language}\n${code}\n~~~~\n`;
}
