import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'playwright';
import type { Aim, BenchTable } from '../bench-result.ts';
import { createRandom } from '../random.ts';
import type { Site } from '../render/bundle-pages.ts';
import { openPage } from '../render/open-page.ts';
import type { OpenConversation } from '../render/panel-page/host-messages.ts';
import { sampleText, tokenize } from '../render/sample-text.ts';
import { percentile } from '../render/summarize.ts';
import { makeConversation } from './opening.ts';

const tokensPerSecond = 1000;
const keys = 100;
/** A fast typist's pauses are around this long, in milliseconds. */
const pauseMs = 90;

/** What a person types into, and whether an answer streams meanwhile. */
interface Situation {
  name: string;
  conversation: OpenConversation;
  streams: boolean;
}

/** Types into the composer, with and without an answer that streams. */
export async function measureTyping(
  browser: Browser,
  site: Site,
  seed: number,
): Promise<{ table: BenchTable; aims: Aim[] }> {
  const empty: OpenConversation = { questions: ['Go on.'], answers: [''], isRunning: true };
  const long: OpenConversation = {
    questions: ['Go on.'],
    answers: [sampleText('mixed', seed, 100_000)],
    isRunning: true,
  };
  const situations: Situation[] = [
    { name: 'nothing streams', conversation: empty, streams: false },
    { name: 'an answer streams', conversation: empty, streams: true },
    { name: 'an answer streams behind 100 kB', conversation: long, streams: true },
    {
      name: 'an answer streams in a chat of 500 messages',
      conversation: { ...makeConversation(seed, 500), isRunning: true },
      streams: true,
    },
  ];
  const found: { situation: Situation; lags: readonly number[] }[] = [];
  for (const situation of situations) found.push({ situation, lags: await type(browser, site, situation, seed) });
  return {
    table: {
      title: `Typing: keystroke to screen in ms, ${keys} keys; answers at ${tokensPerSecond.toLocaleString('en-US')} tokens/s`,
      columns: ['', 'p50', 'p95', 'max'],
      rows: found.map(({ situation, lags }) => [
        situation.name,
        percentile(lags, 0.5),
        percentile(lags, 0.95),
        percentile(lags, 1),
      ]),
    },
    aims: found
      .filter(({ situation }) => situation.streams)
      .map(({ situation, lags }) => ({
        what: `${situation.name}: keystroke to screen, p95 in ms`,
        value: percentile(lags, 0.95),
        aim: { atMost: 50 },
      })),
  };
}

async function type(
  browser: Browser,
  site: Site,
  { conversation, streams }: Situation,
  seed: number,
): Promise<readonly number[]> {
  const { page, close } = await openPage(browser, site, 'runnel-panel.js');
  try {
    await page.waitForFunction(() => globalThis.benchPanel !== undefined);
    await page.evaluate(conversation => globalThis.benchPanel?.open(conversation), conversation);
    const composer = page.getByRole('textbox', { name: 'Message', exact: true });
    await composer.click();
    const watch = await page.evaluateHandle(() => globalThis.benchPanel?.watchTyping());
    // Longer than the typing takes.
    const text = sampleText('mixed', seed + 1, 5 * tokensPerSecond * 60);
    const drive = { ...tokenize(text, seed), pace: { tokensPerSecond }, capMs: keys * pauseMs * 1.6 };
    if (streams) void page.evaluate(drive => globalThis.benchPage?.drive(drive), drive).catch(() => undefined);
    const random = createRandom(seed);
    for (let count = 0; count < keys; count++) {
      await wait(pauseMs * (0.5 + random()));
      await page.keyboard.press(String.fromCharCode(97 + Math.floor(random() * 26)));
    }
    const lags = await page.evaluate(watch => watch?.lags ?? [], watch);
    const typed = await composer.inputValue();
    if (typed.length !== keys) throw new Error(`Of ${keys} keys ${typed.length} came into the composer.`);
    return lags;
  } finally {
    await close();
  }
}
