import { createHighlighterCoreSync } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { afterEach, expect, test } from 'vitest';
import { findLanguage } from '../../../src/webview/code/languages.ts';
import type { ShikiHighlighter } from '../../../src/webview/code/shiki-highlighter.ts';
import { html, open, pieces, seeded, units } from '../markdown/support.ts';
import { createHighlighter, dark, fenced, light, samples } from './support.ts';

const made: ShikiHighlighter[] = [];

afterEach(() => {
  for (const highlighter of made.splice(0)) highlighter.dispose();
  document.body.replaceChildren();
});

function highlighterWith(theme?: typeof dark): ShikiHighlighter {
  const highlighter = createHighlighter(theme);
  made.push(highlighter);
  return highlighter;
}

/** Writes into the page, so that computed colours can be asked for. */
function openWith(highlighter: ShikiHighlighter) {
  const writer = open({ options: { highlighter } });
  document.body.append(writer.element);
  return writer;
}

async function written(parts: Iterable<string>, highlighter: ShikiHighlighter): Promise<HTMLElement> {
  const { element, write, end } = openWith(highlighter);
  for (const part of parts) write(part);
  end();
  await highlighter.settled();
  return element;
}

/** Grammars take a while when they are first loaded. */
async function warmUp(highlighter: ShikiHighlighter, ...languages: string[]): Promise<void> {
  for (const language of languages) await written([fenced(language, samples[language] ?? 'x')], highlighter);
}

/** What each character that can be seen looks like. */
function looks(element: HTMLElement): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(element.querySelector('code') ?? element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { parentElement, textContent } = node;
    if (!parentElement) continue;
    for (const character of textContent ?? '') {
      if (character.trim()) found.push(`${character} ${getComputedStyle(parentElement).color}`);
    }
  }
  return found;
}

function rgb(colour: string): string {
  const probe = document.createElement('i');
  probe.style.color = colour;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

test.each(Object.keys(samples))('%s is coloured line by line as if it were read as a whole', async language => {
  const code = samples[language] ?? '';
  const found = findLanguage(language);
  if (!found) throw new Error('There is no such language.');
  const whole = createHighlighterCoreSync({
    engine: createJavaScriptRegexEngine({ forgiving: true }),
    langs: [[...(await found.load())]],
    themes: [
      {
        name: 'dark',
        fg: dark.foreground ?? '',
        bg: '#000000',
        settings: dark.rules.map(({ scope, foreground = '', fontStyle = [] }) => ({
          scope,
          settings: { foreground, fontStyle: fontStyle.join(' ') },
        })),
      },
    ],
  });
  const expected = whole
    .codeToTokensBase(code, { lang: found.id, theme: 'dark' })
    .flat()
    .flatMap(({ content, color = '' }) =>
      [...content].filter(character => character.trim()).map(character => `${character} ${rgb(color)}`),
    );
  const element = await written(pieces(fenced(language, code), seeded(3)), highlighterWith(dark));
  expect(looks(element)).toEqual(expected);
  expect(new Set(expected.map(look => look.slice(2))).size).toBeGreaterThan(1);
});

test.each(Object.keys(samples))('%s looks the same however it came, once it is coloured', async language => {
  const text = fenced(language, samples[language] ?? '');
  const highlighter = highlighterWith(dark);
  const once = html(await written([text], highlighter));
  expect(once).toContain('code-569cd6');
  expect(html(await written(units(text), highlighter))).toBe(once);
  for (const seed of [1, 2, 3]) expect(html(await written(pieces(text, seeded(seed)), highlighter))).toBe(once);
  expect(html(await written([text], highlighterWith(dark)))).toBe(once);
});

test('a complete line is read once, and the line under way at most once in each flush', async () => {
  const highlighter = highlighterWith(dark);
  await warmUp(highlighter, 'ts');
  const { write, end } = openWith(highlighter);
  write('```ts\n');
  const before = highlighter.linesRead;
  for (let line = 0; line < 300; line++) {
    write(`const a${line} = `);
    write(`${line};\n`);
    if (line % 10 === 0) await highlighter.settled();
  }
  end();
  await highlighter.settled();
  const partial = 300;
  expect(highlighter.linesRead - before).toBeGreaterThanOrEqual(300);
  expect(highlighter.linesRead - before).toBeLessThanOrEqual(300 + partial);
});

test('how many lines a flush reads does not depend on how much there is', async () => {
  const highlighter = highlighterWith(dark);
  // A simple grammar and long lines, so that the largest text is read soon.
  await written([fenced('diff', '+ a')], highlighter);
  const line = `+ ${Array.from({ length: 200 }, (_, number) => number).join(' ')}\n`;
  const most: number[] = [];
  for (const size of [10_000, 100_000, 1_000_000]) {
    const { element, write } = openWith(highlighter);
    write(`\`\`\`diff\n${line.repeat(size / line.length)}`);
    await highlighter.settled();
    let largest = 0;
    for (const part of pieces('- a line\n+ another line\n'.repeat(10), seeded(size), 13)) {
      const before = highlighter.linesRead;
      write(part);
      largest = Math.max(largest, highlighter.linesRead - before);
    }
    most.push(largest);
    element.remove();
  }
  expect(Math.max(...most)).toBeGreaterThan(0);
  expect(Math.max(...most)).toBeLessThanOrEqual(3);
});

test('a line keeps its nodes once it is coloured', async () => {
  const highlighter = highlighterWith(dark);
  await warmUp(highlighter, 'python');
  const { element, write, end } = openWith(highlighter);
  write('```python\n');
  write(`${samples['python']}\n`);
  await highlighter.settled();
  const lines = [...element.querySelectorAll('.code-line')];
  const nodes = lines.map(line => [...line.childNodes]);
  for (const part of units(`${samples['python']}\n\`\`\`\nend`)) write(part);
  end();
  await highlighter.settled();
  expect([...element.querySelectorAll('.code-line')].slice(0, lines.length)).toEqual(lines);
  expect(lines.map(line => [...line.childNodes])).toEqual(nodes);
});

test('text is there at once, and plain until its grammar and a theme have come', async () => {
  const highlighter = highlighterWith();
  const { element, write } = openWith(highlighter);
  write(fenced('css', samples['css'] ?? ''));
  expect(element.querySelector('pre')?.textContent).toBe(`${samples['css']}\n`);
  await highlighter.settled();
  expect(element.querySelector('.code-line span')).toBeNull();
  highlighter.theme = dark;
  await highlighter.settled();
  expect(element.querySelector('.code-line span')).not.toBeNull();
  expect(element.querySelector('pre')?.textContent).toBe(`${samples['css']}\n`);
});

test('code far from the screen is read when it comes near', async () => {
  const highlighter = highlighterWith(dark);
  await warmUp(highlighter, 'ts');
  document.body.replaceChildren();
  const far = document.createElement('div');
  far.style.height = '5000px';
  document.body.append(far);
  const read = highlighter.linesRead;
  const { element, write, end } = openWith(highlighter);
  write(fenced('ts', 'const a = 1;'));
  end();
  await highlighter.settled();
  expect(highlighter.linesRead).toBe(read);
  expect(element.querySelector('.code-line > span')).toBeNull();
  far.style.height = '0';
  await expect.poll(() => element.querySelector('.code-line > span')).not.toBeNull();
  highlighter.theme = light;
  far.style.height = '5000px';
  await expect.poll(() => element.getBoundingClientRect().top).toBeGreaterThan(4000);
  await highlighter.settled();
  far.style.height = '0';
  await expect.poll(() => element.querySelector('.code-00f')).not.toBeNull();
});

test('another theme gives other colours to the same lines, which are never plain in between', async () => {
  const highlighter = highlighterWith(dark);
  const element = await written([fenced('ts', samples['ts'] ?? '')], highlighter);
  const keyword = () => [...element.querySelectorAll('span')].find(span => span.textContent === 'return') ?? element;
  expect(getComputedStyle(keyword()).color).toBe('rgb(86, 156, 214)');
  const lines = [...element.querySelectorAll('.code-line')];
  const kept = keyword();
  highlighter.theme = light;
  expect(getComputedStyle(kept).color).toBe('rgb(86, 156, 214)');
  await highlighter.settled();
  expect(keyword()).toBe(kept);
  expect(getComputedStyle(kept).color).toBe('rgb(0, 0, 255)');
  expect([...element.querySelectorAll('.code-line')]).toEqual(lines);
  expect(html(element)).toBe(html(await written([fenced('ts', samples['ts'] ?? '')], highlighterWith(light))));
  const rules = document.adoptedStyleSheets.flatMap(sheet => [...sheet.cssRules].map(rule => rule.cssText)).join('');
  expect(rules).not.toContain('rgb(86, 156, 214)');
});

test('a theme is not trusted', async () => {
  const highlighter = highlighterWith({
    kind: 'dark',
    foreground: 'red } * { display: none',
    rules: [
      { scope: ['keyword'], foreground: '#fff; } * { display: none' },
      { scope: ['storage'], foreground: 'url(https://example.com)' },
      { scope: ['string'], foreground: '#12345' },
    ],
  });
  const element = await written([fenced('ts', samples['ts'] ?? '')], highlighter);
  expect(document.adoptedStyleSheets.flatMap(sheet => [...sheet.cssRules])).toEqual([]);
  expect(element.querySelector('pre')?.textContent).toBe(`${samples['ts']}\n`);
});

test.each(['', 'nosuchlanguage', 'text', '__proto__', 'constructor'])(
  'code marked “%s” stays plain',
  async language => {
    const highlighter = highlighterWith(dark);
    const element = await written([fenced(language, 'const a = 1;')], highlighter);
    expect(element.querySelector('.code-line')?.innerHTML).toBe('const a = 1;\n');
    expect(highlighter.linesRead).toBe(0);
  },
);

test.each([
  ['a very long line', `const long = "${Array.from({ length: 300 }, (_, number) => number).join(' ')}";`],
  ['a line that repeats itself', '<<<<'.repeat(60)],
  ['a line that repeats a few characters', `x = ${'a => ('.repeat(50)}`],
])('%s stays plain, and the lines around it do not', async (_name, hard) => {
  const highlighter = highlighterWith(dark);
  const text = fenced('ts', `const a = 1;\n${hard}\nconst b = 2;`);
  const element = await written(pieces(text, seeded(4), 200), highlighter);
  const spans = [...element.querySelectorAll('.code-line')].map(line => line.querySelectorAll('span').length > 0);
  expect(spans).toEqual([true, false, true]);
  expect(html(element)).toBe(html(await written([text], highlighter)));
});

test('a language that is still being written is not loaded', async () => {
  const highlighter = highlighterWith(dark);
  const { element, write } = openWith(highlighter);
  for (const unit of units('```css\na { color: red }\n```\n')) write(unit);
  await highlighter.settled();
  expect(element.querySelector('.code-line span')).not.toBeNull();
  expect(performance.getEntriesByType('resource').some(({ name }) => /langs\/c\.mjs|langs_c__mjs/.test(name))).toBe(
    false,
  );
});

test('code that makes a grammar fail stops neither the text nor code in other languages', async () => {
  const highlighter = highlighterWith(dark);
  await warmUp(highlighter, 'css', 'python');
  const failing = {
    element: document.createElement('div'),
    language: 'css',
    colourNextLine: () => {
      throw new Error('no');
    },
  };
  expect(() => highlighter.codeChanged(failing)).not.toThrow();
  const other = await written([fenced('python', 'return 1')], highlighter);
  expect(other.querySelector('[class^="code-"] [class^="code-"]')).not.toBeNull();
});
