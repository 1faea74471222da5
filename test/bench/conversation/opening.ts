import type { Browser } from 'playwright';
import type { Aim, BenchTable } from '../bench-result.ts';
import { median } from '../measure.ts';
import type { Site } from '../render/bundle-pages.ts';
import { openPage } from '../render/open-page.ts';
import type { OpenConversation } from '../render/panel-page/host-messages.ts';
import type { Opening } from '../render/panel-page/watch-opening.ts';
import { sampleText } from '../render/sample-text.ts';

/** Questions and answers together. */
const sizes = { short: 10, long: 500 };
/** What an answer is long, in characters, so that the long conversation has a megabyte. */
const answerLength = 4100;
const repetitions = 7;

/** Opens a short and a long conversation in turn, each in a fresh page. */
export async function compareOpenings(
  browser: Browser,
  site: Site,
  seed: number,
): Promise<{ table: BenchTable; aims: Aim[] }> {
  const long = makeConversation(seed, sizes.long);
  const short = lastOf(long, sizes.short);
  const shorts: Opening[] = [];
  const longs: Opening[] = [];
  for (let round = 0; round < repetitions; round++) {
    shorts.push(await open(browser, site, short));
    longs.push(await open(browser, site, long));
  }
  const row = (name: string, openings: readonly Opening[]) => [
    name,
    median(openings.map(({ firstScreen }) => firstScreen)),
    median(openings.map(({ all }) => all)),
    median(openings.map(({ longestTask }) => longestTask)),
  ];
  const first = (openings: readonly Opening[]) => median(openings.map(({ firstScreen }) => firstScreen));
  const length = long.answers.join('').length;
  return {
    table: {
      title: `Opening a conversation: medians of ${repetitions}, in ms`,
      columns: ['', 'first screen', 'all there', 'longest task'],
      rows: [
        row(`${sizes.short} messages`, shorts),
        row(`${sizes.long} messages, ${(length / 1e6).toFixed(1)} MB`, longs),
      ],
    },
    aims: [
      {
        what: `first screen of ${sizes.long} messages, times that of ${sizes.short}`,
        value: first(longs) / first(shorts),
        aim: { atMost: 2 },
      },
      {
        what: `${sizes.long} messages: longest task, ms`,
        value: median(longs.map(({ longestTask }) => longestTask)),
        aim: { atMost: 50 },
      },
    ],
  };
}

/** Makes up a conversation whose answers each end with words of their own. */
export function makeConversation(seed: number, messages: number): OpenConversation {
  const turns = messages / 2;
  return {
    questions: Array.from({ length: turns }, (_, index) => `Question ${index}?`),
    answers: Array.from({ length: turns }, (_, index) => {
      return `${sampleText('mixed', seed + index, answerLength)}\n\n${endOf(index)}`;
    }),
    isRunning: false,
  };
}

function endOf(index: number): string {
  return `End of answer ${index}.`;
}

/** The last messages alone, so that the same text is to be seen at last. */
function lastOf({ questions, answers, isRunning }: OpenConversation, messages: number): OpenConversation {
  return { questions: questions.slice(-messages / 2), answers: answers.slice(-messages / 2), isRunning };
}

async function open(browser: Browser, site: Site, conversation: OpenConversation): Promise<Opening> {
  const { page, close } = await openPage(browser, site, 'runnel-panel.js');
  try {
    const ends = conversation.answers.map(answer => answer.slice(answer.lastIndexOf('\n') + 1));
    await page.waitForFunction(() => globalThis.benchPanel !== undefined);
    const opening = await page.evaluate(
      async ({ conversation, ends }) => {
        const { benchPanel } = globalThis;
        if (!benchPanel) return undefined;
        // The task that brings the conversation into the page is not the panel's.
        await new Promise(resolve => setTimeout(resolve));
        const watched = benchPanel.watchOpening(ends);
        void benchPanel.open(conversation);
        return watched;
      },
      { conversation, ends },
    );
    if (!opening) throw new Error('The page has no panel in it.');
    return opening;
  } finally {
    await close();
  }
}
