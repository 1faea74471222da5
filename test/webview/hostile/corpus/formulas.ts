import { cross, type HostileCase, RUN, TRIPWIRE } from './hostile-case.ts';

const formulas: Readonly<Record<string, string>> = {
  href: `\\href{javascript:${RUN}}{x}`,
  'href by characters': `\\href{java\\char"73 cript:${RUN}}{x}`,
  'href to the web': `\\href{${TRIPWIRE}}{x}`,
  url: `\\url{javascript:${RUN}}`,
  'url of a command': '\\url{command:workbench.action.quit}',
  picture: `\\includegraphics{${TRIPWIRE}/x.png}`,
  'picture with sizes': `\\includegraphics[height=9em,alt=x]{data:image/svg+xml,<svg/onload=${RUN}>}`,
  'HTML data': `\\htmlData{x=1,onclick=${RUN}}{x}`,
  'HTML class': '\\htmlClass{composer notices}{x}',
  'HTML id': '\\htmlId{app}{x}',
  'HTML style': `\\htmlStyle{background:url(${TRIPWIRE}/x);position:fixed}{x}`,
  colour: `\\color{red;background:url(${TRIPWIRE}/x)}x`,
  'text colour': `\\textcolor{expression(${RUN})}{x} \\colorbox{url(${TRIPWIRE})}{x}`,
  'text in markup': `\\text{<img src=x onerror=${RUN}>}`,
  'markup as letters': `<svg onload=${RUN}>x^2`,
  'a rule of any size': '\\rule{99999999em}{99999999em}',
  'a negative rule': '\\rule[-9999em]{9999em}{9999em}',
  'a kern': '\\kern-9999em x \\hskip 99999999em y',
  'a raised box': '\\raisebox{99999em}{x} \\raisebox{-99999em}{y}',
  'rows far apart': '\\begin{matrix} a \\\\[99999em] b \\end{matrix}',
  'a tall delimiter': `${'\\left('.repeat(60)}x${'\\right)'.repeat(60)}`,
  'nested fractions': `${'\\frac{1}{'.repeat(150)}x${'}'.repeat(150)}`,
  'nested roots': `${'\\sqrt{'.repeat(300)}x${'}'.repeat(300)}`,
  'nested scripts': `${'x^{'.repeat(400)}y${'}'.repeat(400)}`,
  'a definition of itself': '\\def\\x{\\x\\x}\\x',
  'a global definition': '\\gdef\\frac{\\href{javascript:pwned()}{x}} \\frac',
  'definitions that double': `\\def\\a{xx}${Array.from({ length: 20 }, (_, index) => {
    const letter = String.fromCharCode(98 + index);
    const before = String.fromCharCode(97 + index);
    return `\\def\\${letter}{\\${before}\\${before}}`;
  }).join('')}\\u`,
  'a loop of two': '\\def\\a{\\b}\\def\\b{\\a}\\a',
  'a macro of any length': `\\newcommand{\\x}[1]{#1#1#1#1#1#1#1#1}${'\\x{'.repeat(30)}y${'}'.repeat(30)}`,
  futurelet: '\\futurelet\\x\\x\\x \\let\\frac\\x \\expandafter\\x\\x',
  'the name of a property': '\\__proto__ \\constructor \\begin{constructor}x\\end{constructor} \\toString',
  'an environment of that name': '\\begin{__proto__}x\\end{__proto__}',
  'a font of that name': '\\operatorname{__proto__} \\mathchoice{a}{b}{c}{d} \\htmlClass{constructor}{x}',
  'an override of direction': '\\text{a\u202eb\u2066c}',
  'letters of no plane': '\ud83d \udc00 \ufffe \u0000',
  'a verbatim': `\\verb|<script>${RUN}</script>|`,
  'a tag': `\\tag{<img src=x onerror=${RUN}>} x`,
  'a wide table': `\\begin{array}{${'c'.repeat(500)}}${'a&'.repeat(499)}a\\end{array}`,
  'an unknown unit': '\\rule{1url(x)}{1expression}',
};

const places: Readonly<Record<string, (formula: string) => string>> = {
  'a line': formula => `so $${formula}$ is`,
  'a block': formula => `$$\n${formula}\n$$`,
  'brackets of LaTeX': formula => `\\(${formula}\\)`,
};

export const formulaCases: readonly HostileCase[] = cross('formulas', places, formulas);
