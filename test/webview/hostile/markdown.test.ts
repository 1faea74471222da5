import { beforeAll, expect, test } from 'vitest';
import type { MarkdownOptions } from '../../../src/webview/markdown/sink.ts';
import { Formulas } from '../../../src/webview/math/formulas.ts';
import { typeset } from '../../../src/webview/math/katex-engine.ts';
import { createHighlighter, dark, fenced } from '../code/support.ts';
import { html, open, pieces, render, seeded, units } from '../markdown/support.ts';
import { corpus } from './corpus/corpus.ts';
import type { HostileCase } from './corpus/hostile-case.ts';
import { inspect } from './inspect.ts';
import { setTripwires, type Tripwires } from './tripwires.ts';

const highlighter = createHighlighter(dark);
const formulas = new Formulas(async () => ({ typeset }));
const options: MarkdownOptions = {
  highlighter,
  math: (formula, element) => formulas.set(formula, element),
  mark: (id, element) => element.append(String(id)),
  codeBlock: () => undefined,
};
/** The same without what comes in its own time, so that one document can be compared with another. */
const plainOptions: MarkdownOptions = { math: () => {}, mark: () => {}, codeBlock: () => undefined };

let tripwires: Tripwires;

beforeAll(async () => {
  // Whatever is loaded when it is needed: the policy allows no more after this.
  const holder = document.createElement('div');
  document.body.append(holder);
  for (const language of ['js', 'html', 'md', 'mermaid']) holder.append(render([fenced(language, 'x')], { options }));
  holder.append(render(['$x$'], { options }));
  await formulas.settled();
  await highlighter.settled();
  holder.remove();
  tripwires = setTripwires();
});

/** So many characters are written one by one; a longer text comes in pieces. */
const LONGEST = 1500;

const families = [...Map.groupBy(corpus, ({ family }) => family)];

function check(element: Element, { family, name, text }: HostileCase, so: string): void {
  const found = inspect(element);
  if (found.length > 0) expect.fail(`${family}: ${name}, ${JSON.stringify(text)}, ${so}: ${found.join(', ')}`);
}

test('there are at least 300 different ones, each with a name of its own', () => {
  expect(new Set(corpus.map(({ text }) => text)).size).toBeGreaterThan(1000);
  expect(new Set(corpus.map(({ family, name }) => `${family} ${name}`)).size).toBe(corpus.length);
});

test('the tripwires trip', async () => {
  const probe = document.createElement('img');
  probe.src = 'https://tripwire.example/probe.png';
  await new Promise(resolve => document.addEventListener('securitypolicyviolation', resolve, { once: true }));
  expect(() => {
    probe.innerHTML = '<b></b>';
  }).toThrow();
  Reflect.get(globalThis, 'pwned')();
  await new Promise(resolve => setTimeout(resolve));
  const tripped = tripwires.tripped().join('\n');
  expect(tripped).toContain('img-src https://tripwire.example/probe.png');
  expect(tripped).toContain('a script ran');
  const root = document.createElement('div');
  const link = document.createElement('a');
  link.setAttribute('href', 'java\tscript:pwned()');
  link.setAttribute('data-x', 'x');
  root.append(link, document.createElement('svg'));
  tripwires.tripped();
  expect(inspect(root)).toHaveLength(3);
});

test.each(families)('%s, character by character', { timeout: 120_000 }, async (_family, cases) => {
  const random = seeded(4);
  for (const hostile of cases) {
    const { element, write, end, mark, markNumber } = open({ options });
    document.body.append(element);
    markNumber(1, 1);
    mark(5, 2);
    const { text } = hostile;
    let count = 0;
    for (const part of text.length > LONGEST ? pieces(text, random, text.length / 40) : units(text)) {
      write(part);
      // All of it for a while, then now and then: what is there longer has been looked at.
      if (++count < 200 || count % 20 === 0) check(element, hostile, `after ${count} pieces`);
    }
    end();
    check(element, hostile, 'at the end');
    await formulas.settled();
    check(element, hostile, 'with its formulas');
    element.remove();
  }
  await highlighter.settled();
  expect(tripwires.tripped()).toEqual([]);
});

test.each(families)('%s: the same however it is cut', { timeout: 120_000 }, (_family, cases) => {
  const random = seeded(5);
  for (const [index, { name, text }] of cases.entries()) {
    const whole = html(render([text], { options: plainOptions, healing: false }));
    expect(html(render(pieces(text, random, 9), { options: plainOptions })), name).toBe(whole);
    if (index % 8 > 0 || text.length > 200) continue;
    for (let at = 1; at < text.length; at++) {
      const cut = html(render([text.slice(0, at), text.slice(at)], { options: plainOptions }));
      if (cut !== whole) expect(cut, `${name}, cut at ${at}`).toBe(whole);
    }
  }
});
