import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  answerStart,
  closePanel,
  delta,
  type FakeHost,
  finished,
  openWith,
  question,
  text,
} from '../panel/fake-host.ts';
import { corpus, joined } from './corpus/corpus.ts';
import { RUN, TRIPWIRE } from './corpus/hostile-case.ts';
import { inspect, inspectPage } from './inspect.ts';
import { setTripwires, type Tripwires } from './tripwires.ts';

/** What a server may send where short words are expected. */
const words = {
  markup: `<img src=x onerror=${RUN}><script>${RUN}</script>`,
  script: `javascript:${RUN}`,
  attribute: `" onmouseover="${RUN}" x="`,
  direction: '\u202egnp.exe\u2066 \u200b',
  template: `\${${RUN}} {{${RUN}}} <!--?lit$0$-->`,
  property: '__proto__',
  address: `${TRIPWIRE}/x.png`,
  long: 'x'.repeat(100_000),
};
const all = Object.values(words);

let tripwires: Tripwires;

beforeAll(async () => {
  // Loads what is loaded when it is needed: the policy allows no more after this.
  const warm = await openWith(
    question('q1', null, 'Hi'),
    answerStart('a1', 'q1'),
    text('a1', '$x$\n\n~~~html\n<b c="d">\n~~~\n\n~~~js\n"x"\n~~~\n'),
    finished('a1'),
  );
  warm.deliver({ type: 'codeTheme', theme: { kind: 'dark', rules: [{ scope: ['string'], foreground: '#ce9178' }] } });
  // The style sheet of formulas is there only in a bundle; without it they stay text here, and are set in another test.
  await becomes(
    () =>
      document.querySelector('link[href$="katex.css"]') !== null &&
      document.querySelectorAll('.code-line > span').length > 1,
  );
  closePanel();
  tripwires = setTripwires();
});

afterAll(closePanel);

/** Resolves when the page has changed so that `isSo`. */
function becomes(isSo: () => boolean): Promise<void> {
  return new Promise(resolve => {
    const check = () => {
      if (!isSo()) return;
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(check);
    observer.observe(document.documentElement, { subtree: true, childList: true, attributes: true });
    check();
  });
}

function expectSafe(): void {
  expect(inspectPage(document.body)).toEqual([]);
  expect(tripwires.tripped()).toEqual([]);
}

async function begun(): Promise<FakeHost> {
  return openWith(question('q1', null, joined(corpus.slice(0, 40))), answerStart('a1', 'q1'));
}

/** One in so many of the corpus: all families, with what the panel adds to them. Diagrams need a script of their own. */
const sample = corpus.filter(({ text }, index) => !text.includes('mermaid') && index % 9 === 0);

test('a whole answer of attacks, batch by batch', { timeout: 120_000 }, async () => {
  const host = await begun();
  const whole = joined(sample);
  for (let at = 0; at < whole.length; at += 1_000) await host.happen(text('a1', whole.slice(at, at + 1_000)));
  await host.happen(finished('a1'));
  for (const markdown of document.querySelectorAll('.parts .markdown')) {
    const copy = markdown.cloneNode(true);
    if (!(copy instanceof Element)) continue;
    // What the panel puts around code is its own.
    for (const header of copy.querySelectorAll('.code-header, .code-unfold, .code-fold')) header.remove();
    const found = inspect(copy).filter(
      problem => !/^(?:role|aria-label|tabindex|title|hidden)=.* on (?:pre|a)$/.test(problem),
    );
    expect(found).toEqual([]);
  }
  expectSafe();
});

test.each(Object.entries(words))('%s instead of a source’s words and address', async (_name, hostile) => {
  const host = await begun();
  await host.happen(
    text('a1', 'One [1]. Two [2].'),
    delta('a1', { type: 'citation', url: hostile, title: hostile, snippet: hostile, cites: 'here' }),
    delta('a1', { type: 'citation', url: `https://example.com/${hostile.slice(0, 200)}`, title: hostile, number: 2 }),
    delta('a1', { type: 'citation', url: ` ${hostile}`, number: 1 }),
    finished('a1'),
  );
  for (const link of document.querySelectorAll('.citations a')) expect(link.getAttribute('href')).toMatch(/^https?:/);
  for (const mark of document.querySelectorAll<HTMLElement>('.mark-link')) {
    mark.focus();
    mark.dispatchEvent(new PointerEvent('pointerenter'));
  }
  expectSafe();
});

test.each(Object.entries(words))('%s as everything else that a server names', async (_name, hostile) => {
  const host = await begun();
  const model = { providerId: hostile, providerLabel: hostile, modelId: hostile };
  await host.happen(
    { type: 'answer-start', id: 'a2', parentId: 'q1', model, at: 0 },
    delta('a2', { type: 'response-start', id: hostile, model: hostile }),
    delta('a2', { type: 'reasoning-delta', text: hostile }),
    delta('a2', { type: 'text-delta', text: hostile }),
    delta('a2', { type: 'tool-call-start', id: hostile, name: hostile }),
    delta('a2', { type: 'tool-call-delta', id: hostile, argumentsText: hostile }),
    delta('a2', { type: 'image', mimeType: `image/svg+xml,${hostile}`, base64: hostile }),
    delta('a2', {
      type: 'image',
      mimeType: 'image/svg+xml',
      base64: btoa(`<svg onload="${RUN}"><script>${RUN}</script></svg>`),
    }),
    delta('a2', { type: 'image', mimeType: 'text/html', base64: btoa(words.markup) }),
    delta('a2', { type: 'refusal-delta', text: hostile }),
    {
      type: 'turn-end',
      id: 'a2',
      state: 'failed',
      error: { kind: 'invalid-request', message: hostile, requestId: hostile, parameter: hostile, retryable: false },
      timing: { totalMs: 5 },
    },
  );
  host.deliver({ type: 'notice', severity: 'error', text: hostile });
  host.deliver({
    type: 'surroundings',
    surroundings: { model: { label: hostile, detail: hostile }, firstRun: false, attachments: [], scroll: 'follow' },
  });
  expectSafe();
});

test('a colour theme cannot bring styles of its own', async () => {
  const host = await begun();
  await host.happen(text('a1', '~~~js\n"x"\n~~~\n'), finished('a1'));
  for (const hostile of [...all, `red;}*{background:url(${TRIPWIRE})}`, `#fff;background:url(${TRIPWIRE})`]) {
    host.deliver({
      type: 'codeTheme',
      theme: { kind: 'dark', foreground: hostile, rules: [{ scope: [hostile, 'string'], foreground: hostile }] },
    });
  }
  const rules = document.adoptedStyleSheets.flatMap(sheet => [...sheet.cssRules].map(rule => rule.cssText)).join('\n');
  expect(rules).not.toContain('url');
  expectSafe();
});

test('controls of direction in one paragraph move nothing in another', async () => {
  const host = await begun();
  const lines = ['a \u202e b \u2067 c', 'first second', '', '| \u202e x | left right |', '| - | - |', '| y | z |'];
  await host.happen(text('a1', `${lines[0]}\n\n${lines.slice(1).join('\n')}`), finished('a1'));
  for (const words of ['first second', 'left right']) {
    const [before, after] = words.split(' ');
    const place = (word = '') => {
      const walker = document.createTreeWalker(document.querySelector('.parts') ?? document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent?.indexOf(word) ?? -1;
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        return range.getBoundingClientRect().left;
      }
      throw new Error(`“${word}” is not there.`);
    };
    expect(place(before)).toBeLessThan(place(after));
  }
});
