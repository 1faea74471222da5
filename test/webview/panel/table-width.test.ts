import { afterEach, expect, test } from 'vitest';
import { closePanel, openWith, turn } from './fake-host.ts';
import { button, find, hasButton, log, nextFrame } from './find.ts';

afterEach(closePanel);

function table(...rows: string[][]): string {
  const [head = [], ...others] = rows;
  return [head, head.map(() => '---'), ...others].map(cells => `| ${cells.join(' | ')} |\n`).join('');
}

const scroller = () => find('.table-scroll');

test('a table fits by wrapping what is long, and keeps short cells in one line', async () => {
  await openWith(
    ...turn(
      1,
      table(['Place', 'What one finds there'], ['< 0.1 s', 'some words, and then some more of them '.repeat(3)]),
    ),
  );
  expect(scroller().scrollWidth).toBe(scroller().clientWidth);
  const [short, long] = [...scroller().querySelectorAll('td')];
  const range = new Range();
  if (!short || !long) throw new Error('no cells');
  range.selectNodeContents(short);
  expect(range.getClientRects()).toHaveLength(1);
  range.selectNodeContents(long);
  expect(range.getClientRects().length).toBeGreaterThan(1);
  expect(scroller().hasAttribute('role')).toBe(false);
  expect(getComputedStyle(scroller()).maskImage).toBe('none');
});

test('a table whose columns would become too narrow scrolls, is named, and shows that it goes on', async () => {
  const words = Array.from({ length: 8 }, (_, index) => `some more words ${index}`);
  await openWith(...turn(1, table(words, words)));
  expect(scroller().scrollWidth).toBeGreaterThan(scroller().clientWidth);
  await expect.poll(() => scroller().ariaLabel).toBe('Table, scrolls');
  expect([scroller().role, scroller().tabIndex]).toEqual(['group', 0]);
  await nextFrame();
  const atStart = getComputedStyle(scroller()).maskImage;
  scroller().scrollLeft = scroller().scrollWidth;
  await nextFrame();
  await nextFrame();
  const atEnd = getComputedStyle(scroller()).maskImage;
  expect(atStart).toMatch(/100%.*rgba\(0, 0, 0, 0\)\)$/);
  expect(atEnd).toMatch(/^linear-gradient\(to right, rgba\(0, 0, 0, 0\)/);
  expect(atEnd).not.toBe(atStart);
});

test('Newest lies at the right, over as little text as possible', async () => {
  await openWith(...turn(1, 'Text.\n\n'.repeat(60)));
  log().dispatchEvent(new WheelEvent('wheel', { deltaY: -300, bubbles: true }));
  log().scrollTop = 0;
  await expect.poll(() => hasButton('Newest')).toBe(true);
  const place = button('Newest').getBoundingClientRect();
  const { right } = log().getBoundingClientRect();
  expect(place.left).toBeGreaterThan(right - 50);
  expect(place.width).toBeLessThan(30);
});
