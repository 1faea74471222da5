import { setTimeout as wait } from 'node:timers/promises';
import type { Aim, BenchTable } from '../bench-result.ts';
import { createRandom } from '../random.ts';
import { percentile } from '../render/summarize.ts';
import { type EditorWindow, inEditorWindow, openFresh, quiet } from './editor-window.ts';
import { inHost } from './host-bundle.ts';
import type { HostReport } from './host-side.ts';
import { makeStream, type TokenStream } from './token-stream.ts';
import { typescriptFile } from './typescript-text.ts';
import { type KeySamples, stopWatchingKeys, watchKeys } from './watch-keys.ts';

const documentLines = 50_000;
const streamedLines = 10_000;
const tokensPerSecond = 1000;
/** How far apart keys are, in milliseconds. */
const pauseMs = 200;
/** How many keys are typed while nothing streams. */
const keysAlone = 80;
/** What the typed line begins with. No line of the document does. */
const start = 'zq';

/** What a person types until something is over: a name, and away again, and so on. */
interface Typing {
  keys: readonly string[];
  /** The whole line after each of the keys. */
  expected: readonly string[];
}

/** Types into a long document, with and without a long text that streams into another place of it. */
export async function measureTyping(seed: number): Promise<{ tables: BenchTable[]; aims: Aim[] }> {
  const text = typescriptFile(seed, documentLines);
  const stream = makeStream(seed, streamedLines, tokensPerSecond);
  const typing = makeTyping(seed, 2000);
  const { alone, meanwhile } = await inEditorWindow({ 'alone.ts': text, 'meanwhile.ts': text }, async window => ({
    alone: await typeAlone(window, 'alone.ts', typing),
    meanwhile: await typeMeanwhile(window, 'meanwhile.ts', typing, stream),
  }));
  const p95 = percentile(meanwhile.lags, 0.95);
  const { host } = meanwhile;
  const what = `${streamedLines.toLocaleString('en-US')} lines into ${documentLines.toLocaleString('en-US')}`;
  const rows = [
    { name: 'nothing streams', ...alone },
    { name: `${streamedLines.toLocaleString('en-US')} lines stream`, ...meanwhile },
  ];
  return {
    tables: [
      {
        title: `Typing: keystroke to screen in a document of ${documentLines.toLocaleString('en-US')} lines, a key every ${pauseMs} ms; ${tokensPerSecond.toLocaleString('en-US')} tokens/s, done ${Math.round(host.wall - (host.due.at(-1) ?? 0) + (host.due[0] ?? 0))} ms after the last token`,
        columns: ['', 'keys', 'p50', 'p95', 'max ms', 'tasks > 50 ms', 'longest ms'],
        rows: rows.map(({ name, lags, longTasks }) => [
          name,
          String(lags.length),
          percentile(lags, 0.5),
          percentile(lags, 0.95),
          percentile(lags, 1),
          String(longTasks.length),
          Math.max(0, ...longTasks),
        ]),
      },
    ],
    aims: [
      { what: `${what}: keystroke to screen, p95 in ms`, value: p95, aim: { atMost: 100 } },
      {
        what: `${what}: keystroke to screen, p95, times that without`,
        value: p95 / percentile(alone.lags, 0.95),
        aim: { atMost: 2 },
      },
    ],
  };
}

async function typeAlone(window: EditorWindow, file: string, typing: Typing): Promise<KeySamples> {
  await begin(window, file, typing);
  await typeUntil(window, typing, count => count === keysAlone);
  return end(window);
}

async function typeMeanwhile(
  window: EditorWindow,
  file: string,
  typing: Typing,
  { tokens, tokensPerSecond }: TokenStream,
): Promise<KeySamples & { host: HostReport }> {
  const place = await begin(window, file, typing);
  let isOver = false;
  const insertion = inHost(window.workbench.host, 'stream', { tokens, tokensPerSecond, place, by: 'Runnel' }).finally(
    () => {
      isOver = true;
    },
  );
  await typeUntil(window, typing, () => isOver);
  const host = await insertion;
  return { ...(await end(window)), host };
}

/** Opens the file, and begins a line a quarter into it. @returns where the stream is to go: the middle. */
async function begin(window: EditorWindow, file: string, { expected }: Typing) {
  const { host, page } = window.workbench;
  const place = await openFresh(window, file);
  await inHost(host, 'moveCursor', { share: 0.25 });
  await page.keyboard.type(start);
  await quiet();
  await watchKeys(page, start, expected);
  return place;
}

async function typeUntil({ workbench }: EditorWindow, { keys }: Typing, isOver: (count: number) => boolean) {
  const began = performance.now();
  for (const [count, key] of keys.entries()) {
    if (isOver(count)) return;
    await workbench.page.keyboard.press(key);
    // By the clock and not from the last key on: a slow window must not be typed into more slowly.
    await wait(Math.max(0, began + (count + 1) * pauseMs - performance.now()));
  }
}

async function end(window: EditorWindow): Promise<KeySamples> {
  await wait(1000);
  const samples = await stopWatchingKeys(window.workbench.page);
  await inHost(window.workbench.host, 'closeFile');
  return samples;
}

/** Names of some letters, each typed and taken away again. */
function makeTyping(seed: number, count: number): Typing {
  const random = createRandom(seed);
  const keys: string[] = [];
  const expected: string[] = [];
  let line = start;
  while (keys.length < count) {
    const length = 5 + Math.floor(random() * 15);
    for (let letter = 0; letter < length; letter++) {
      const key = String.fromCharCode(97 + Math.floor(random() * 26));
      keys.push(key);
      line += key;
      expected.push(line);
    }
    for (let letter = 0; letter < length; letter++) {
      keys.push('Backspace');
      line = line.slice(0, -1);
      expected.push(line);
    }
  }
  return { keys, expected };
}
