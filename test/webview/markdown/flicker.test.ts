import { expect, test } from 'vitest';
import { answer } from './answers.ts';
import { open, seeded } from './support.ts';

/** Characters in one write: about a token. */
const STEP = 4;

interface Flicker {
  writes: number;
  /** Writes that changed text which was visible. */
  retractions: number;
  /** Headings that were none. */
  falseHeadings: number;
  /** Elements with visible text that went again, their text shown by another one. */
  retypes: number;
}

/** Elements that were there before these changes, with text to see, and are gone. */
function goneElements(root: Element, records: readonly MutationRecord[]): Element[] {
  const made = new Set<Node>();
  const gone = new Set<Element>();
  for (const { addedNodes, removedNodes } of records) {
    for (const node of addedNodes) if (!gone.has(node as Element)) made.add(node);
    for (const node of removedNodes) if (node instanceof Element && !made.has(node)) gone.add(node);
  }
  return [...gone]
    .flatMap(element => [element, ...element.querySelectorAll('*')])
    .filter(element => !root.contains(element) && element.textContent?.trim());
}

function measure(text: string, { writes, retractions, falseHeadings, retypes }: Flicker, healing = true): Flicker {
  const { element, write, end } = open({ healing });
  const total = { writes, retractions, falseHeadings, retypes };
  const observer = new MutationObserver(() => {});
  observer.observe(element, { subtree: true, childList: true });
  let before = '';
  const look = () => {
    const now = element.textContent ?? '';
    if (!now.startsWith(before)) total.retractions++;
    before = now;
    const gone = goneElements(element, observer.takeRecords());
    total.falseHeadings += gone.filter(({ localName }) => /^h\d$/.test(localName)).length;
    total.retypes += gone.length;
  };
  for (let at = 0; at < text.length; at += STEP) {
    write(text.slice(at, at + STEP));
    total.writes++;
    look();
  }
  end();
  look();
  return total;
}

const none: Flicker = { writes: 0, retractions: 0, falseHeadings: 0, retypes: 0 };

test('what is seen of answers hardly ever changes again', () => {
  let total = none;
  for (let seed = 1; seed <= 6; seed++) {
    const before = total;
    for (const size of [6_000, 4_000]) total = measure(answer(size, seeded(seed * 10_000 + size)), total);
    expect(total.writes - before.writes).toBeGreaterThan(2_400);
    // The aim, for 2,578 writes, is 12.
    expect(total.retractions - before.retractions, `seed ${seed}`).toBeLessThanOrEqual(8);
  }
  const per = 2_578 / total.writes;
  expect(total.retractions * per).toBeLessThanOrEqual(3);
  expect(total.retypes * per).toBeLessThanOrEqual(6);
  expect(total.falseHeadings).toBe(0);
});

test('without healing it changes all the time, which the count sees', () => {
  const { retractions, retypes } = measure(answer(10_000, seeded(3)), none, false);
  expect(retractions).toBeGreaterThan(100);
  expect(retypes).toBeGreaterThan(20);
  // Written in fours, the hyphen comes without the words after it.
  expect(measure('- abcdef\n  - nested', none, false).falseHeadings).toBe(1);
  expect(measure('- abcdef\n  - nested', none).falseHeadings).toBe(0);
});
