import { afterEach, expect, test } from 'vitest';
import { distanceTo, placeAt } from '../../../src/webview/transcript/reading-place.ts';
import { answerStart, closePanel, finished, openWith, question, text, turn } from './fake-host.ts';
import { find, log, message, nextFrame } from './find.ts';

afterEach(closePanel);

/** The room between neighbours, in CSS pixels. */
function gaps(shown: readonly Element[]): number[] {
  const rects = shown.map(element => element.getBoundingClientRect());
  return rects.slice(1).map(({ top }, index) => Number((top - (rects[index]?.bottom ?? 0)).toFixed(1)));
}

test.each([
  ['paragraphs', 'Some words.\n\n', '.markdown p'],
  ['headings and paragraphs', '## Some words\n\nand more.\n\n', '.markdown :is(h2, p)'],
  ['items of a tight list', '- some words\n', '.markdown li'],
  ['items of a loose list', '1. some words\n\n', '.markdown li'],
])('%s are as far from each other within a section as between two', async (_, lines, selector) => {
  await openWith(...turn(1, lines.repeat(200)));
  const shown = [...message('a1').querySelectorAll(selector)];
  const usual = new Set(gaps(shown.slice(0, 20)));
  const sections = [...message('a1').querySelectorAll('.section')];
  expect(sections.length).toBeGreaterThan(2);
  for (const section of sections) {
    const first = section.querySelector(selector);
    const at = first ? shown.indexOf(first) : 0;
    // Sections out of sight have a height that is guessed.
    first?.scrollIntoView({ block: 'center' });
    await nextFrame();
    await nextFrame();
    const found = gaps(shown.slice(at - 5, at + 5));
    expect(found).toHaveLength(9);
    expect(new Set(found)).toEqual(usual);
  }
});

test('nothing that is read moves when a section above is complete, and the next one begins', async () => {
  const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
  await host.happen(text('a1', 'Some words.\n\n'.repeat(60)));
  log().scrollTop = log().scrollHeight;
  const gap = () => gaps([...message('a1').querySelectorAll('.markdown p')].slice(40, 60));
  const before = gap();
  const height = find('.section', message('a1')).offsetHeight;
  for (let count = 0; count < 10; count++) await host.happen(text('a1', 'More words.\n\n'));
  await nextFrame();
  const sections = message('a1').querySelectorAll<HTMLElement>('.section');
  expect(sections).toHaveLength(2);
  expect(sections[0]?.offsetHeight).toBeGreaterThan(height);
  expect(gap()).toEqual(before);
  await host.happen(finished('a1'));
});

test('the place of a reader is found again within a section', async () => {
  await openWith(...turn(1, 'Some words that are read.\n\n'.repeat(300)));
  const block = message('a1').querySelectorAll('.markdown p')[200];
  if (!block) throw new Error('no block');
  const top = block.getBoundingClientRect().top + 5;
  const messages = find('.messages');
  const place = placeAt(top, messages);
  expect(place).toMatchObject({ messageId: 'a1', block: 200 });
  if (!place) throw new Error('no place');
  expect(Math.round(place.offset)).toBe(5);
  expect(Math.round(distanceTo({ conversationId: 'c1', ...place }, message('a1'), top))).toBe(0);
});
