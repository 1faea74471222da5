import type { CDPSession, Frame } from 'playwright';
import { closeBrowser } from '../../../e2e/support/browser.ts';
import type { ChatPanel } from '../../../e2e/support/chat-panel.ts';
import { until } from '../../../e2e/support/until.ts';
import { Workbench } from '../../../e2e/support/workbench.ts';
import { type Gateway, startGateway } from '../../../support/gateway/gateway.ts';
import type { GatewayRequest } from '../../../support/gateway/gateway-request.ts';
import { benchRounds } from '../../bench-environment.ts';
import type { Aim, BenchTable } from '../../bench-result.ts';
import { figuresTable } from '../figures-table.ts';
import { type MainThreadTime, measureMemory, startMainThreadClock } from '../main-thread.ts';
import { firstAnswer, numberedText } from '../sample-text.ts';
import { type Figures, type Measured, medianFigures, summarize } from '../summarize.ts';
import { closeFloor, openFloor, streamToFloor } from './floor-webview.ts';
import { lastSeen, type Samples, startSampling, stopSampling } from './frame-sampler.ts';
import { noteSentTimes, tokensOfNumbers } from './sent-times.ts';

/** What is streamed through the real VS Code. */
export interface WindowWorkload {
  name: string;
  /** How many tokens, of about four characters as the gateway cuts them. */
  tokens: number;
  tokensPerSecond: number;
  repetitions: number;
}

export const windowWorkloads: readonly WindowWorkload[] = [
  { name: '2,000 tokens at 100/s, mixed', tokens: 2000, tokensPerSecond: 100, repetitions: 1 },
  { name: '20,000 tokens at 1,000/s, mixed', tokens: 20_000, tokensPerSecond: 1000, repetitions: 1 },
  { name: '10,000 tokens at once, mixed', tokens: 10_000, tokensPerSecond: Number.POSITIVE_INFINITY, repetitions: 3 },
];

/** How long the screen may need after the last token was sent, in milliseconds. */
const graceMs = 20_000;

/** Time for the colours of the first answer, in milliseconds. */
const colouringMs = 2000;

/** A stream has begun: its request at the gateway, and what ends when all of it has been sent on. */
interface Begun {
  request: GatewayRequest;
  done: Promise<unknown>;
}

/** Streams each workload through Runnel's panel and through a bare webview in one window of a real VS Code. */
export async function compareInWindow(
  seed: number,
  wanted: readonly WindowWorkload[],
): Promise<{ tables: BenchTable[]; aims: Aim[] }> {
  const gateways = new Map<WindowWorkload, Gateway>();
  for (const workload of wanted) {
    const { tokensPerSecond } = workload;
    gateways.set(workload, await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond } }));
  }
  const providers = [...gateways.values()].map((gateway, index) => ({
    id: `bench${index}`,
    preset: 'openai-compatible',
    baseUrl: gateway.baseUrl,
    models: [`bench/${index}`],
  }));
  const workbench = await Workbench.open({
    settings: { 'runnel.providers': providers, 'runnel.model': 'bench0/bench/0' },
  });
  const tables: BenchTable[] = [];
  const aims: Aim[] = [];
  try {
    for (const [index, [workload, gateway]] of [...gateways].entries()) {
      const found = await compare(workbench, gateway, workload, index, seed);
      tables.push(found.table);
      aims.push(...found.aims);
    }
  } finally {
    await workbench.close();
    for (const gateway of gateways.values()) await gateway.close();
    await closeBrowser();
  }
  return { tables, aims };
}

async function compare(workbench: Workbench, gateway: Gateway, workload: WindowWorkload, index: number, seed: number) {
  const text = `${numberedText('mixed', seed, workload.tokens * 4)}\n\nn999999n`;
  const floor: Figures[] = [];
  const panel: Figures[] = [];
  for (let round = 0; round < workload.repetitions * benchRounds(); round++) {
    floor.push(summarize(await streamFloor(workbench, gateway, `bench/${index}`, text)));
    panel.push(summarize(await streamPanel(workbench, gateway, index, text)));
  }
  const idle = summarize(await measureNothing(workbench, workload));
  const floorFigures = medianFigures(floor);
  const panelFigures = medianFigures(panel);
  const rows = [
    { name: '(the measuring alone)', figures: idle },
    { name: 'floor: bare webview', figures: floorFigures },
    { name: 'Runnel: the panel', figures: panelFigures },
  ];
  const title = `Real VS Code: ${workload.name} (${Math.round(text.length / 1000)} kB)`;
  return {
    table: figuresTable(title, rows, panelFigures.tokens, floorFigures.perThousand.total),
    aims: aimsFor(workload, panelFigures, floorFigures),
  };
}

function aimsFor({ name, tokensPerSecond }: WindowWorkload, panel: Figures, floor: Figures): Aim[] {
  const what = `real VS Code, ${name}`;
  const aims: Aim[] = [
    {
      what: `${what}: times the floor's main thread`,
      value: panel.perThousand.total / floor.perThousand.total,
      aim: { atMost: 2 },
    },
    { what: `${what}: longest task, ms`, value: panel.longTasks.longest, aim: { atMost: 50 } },
  ];
  if (tokensPerSecond === 1000) {
    aims.push({ what: `${what}: behind at the end, ms`, value: panel.lag?.atEnd ?? Number.NaN, aim: { atMost: 100 } });
  }
  return aims;
}

/** What the measuring costs in a webview that shows nothing new, over at most 3 s. */
async function measureNothing(workbench: Workbench, { tokens, tokensPerSecond }: WindowWorkload): Promise<Measured> {
  const frame = await openFloor(workbench);
  const session = await sessionOf(workbench, frame);
  await startSampling(frame, '#floor');
  const stop = await startMainThreadClock(session);
  const rate = Math.min(tokensPerSecond, tokens);
  const seconds = Math.min(tokens / rate, 3);
  await new Promise(resolve => setTimeout(resolve, seconds * 1000));
  const time = await stop();
  const samples = await stopSampling(frame);
  const memory = await measureMemory(session);
  await session.detach();
  await closeFloor(workbench);
  return { tokens: seconds * rate, lags: [], ...during(samples, 0), time, memory };
}

async function streamFloor(workbench: Workbench, gateway: Gateway, model: string, text: string): Promise<Measured> {
  const frame = await openFloor(workbench);
  const measured = await measureStream(workbench, frame, '#floor', gateway, text, async () => {
    const asked = gateway.nextRequest();
    const done = streamToFloor(workbench, `${gateway.baseUrl}/chat/completions`, model);
    return { request: await asked, done };
  });
  await closeFloor(workbench);
  return measured;
}

async function streamPanel(workbench: Workbench, gateway: Gateway, index: number, text: string): Promise<Measured> {
  await workbench.changeSetting('runnel.model', `bench${index}/bench/${index}`);
  await workbench.runCommand('Runnel: Open Chat in Editor');
  const panel = await workbench.panel();
  await panel.frame.getByRole('button', { name: `bench/${index}` }).waitFor();
  await showFirstAnswer(panel, gateway);
  const selector = '.messages > .answer:last-child .parts';
  const measured = await measureStream(workbench, panel.frame, selector, gateway, text, async () => {
    const asked = gateway.nextRequest();
    await panel.ask('Go.');
    const request = await asked;
    return { request, done: request.closed };
  });
  await workbench.host.run(vscode => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  await until('the tab to be closed', async () => (await workbench.panels()).length === 0);
  return measured;
}

/** Has an answer shown that is not measured: the panel's code is warm then, and the grammars of the code are loaded. */
async function showFirstAnswer(panel: ChatPanel, gateway: Gateway): Promise<void> {
  gateway.hold();
  gateway.script({ text: firstAnswer(1) });
  const asked = gateway.nextRequest();
  await panel.ask('Begin.');
  const { tokens } = await asked;
  gateway.release(tokens.length);
  await panel.answerIn('finished');
  gateway.resume();
  await new Promise(resolve => setTimeout(resolve, colouringMs));
}

/** Begins a stream, holds its first token until all is ready to be measured, and waits until all is on the screen. */
async function measureStream(
  workbench: Workbench,
  frame: Frame,
  selector: string,
  gateway: Gateway,
  text: string,
  begin: () => Promise<Begun>,
): Promise<Measured> {
  const session = await sessionOf(workbench, frame);
  gateway.hold();
  gateway.script({ text });
  const { request, done } = await begin();
  const sent = noteSentTimes(request);
  await startSampling(frame, selector);
  await session.send('HeapProfiler.collectGarbage');
  const stop = await startMainThreadClock(session);
  gateway.resume();
  await done;
  const giveUp = performance.now() + graceMs;
  while ((await lastSeen(frame)) < 999_999 && performance.now() < giveUp) {
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  const time: MainThreadTime = await stop();
  const samples = await stopSampling(frame);
  const memory = await measureMemory(session);
  await session.detach();
  const tokenOf = tokensOfNumbers(text, request.tokens);
  return {
    tokens: (tokenOf[samples.seen.at(-1)?.[0] ?? -1] ?? -1) + 1,
    lags: lagsOf(samples, tokenOf, sent),
    ...during(samples, sent[0] ?? 0),
    time,
    memory,
  };
}

/** The frames and long tasks from the first token until the last one was on the screen. */
function during({ seen, frames, longTasks }: Samples, start: number): Pick<Measured, 'frames' | 'drawn' | 'longTasks'> {
  const end = seen.at(-1)?.[1] ?? Number.POSITIVE_INFINITY;
  return {
    frames: frames.filter(at => at >= start && at <= end),
    drawn: seen.length,
    longTasks: longTasks.filter(([at]) => at >= start && at <= end).map(([, length]) => length),
  };
}

/** The lag of each token that ends a number. */
function lagsOf({ seen }: Samples, tokenOf: readonly number[], sent: readonly number[]): number[] {
  const lags: number[] = [];
  let next = 0;
  tokenOf.forEach((token, number) => {
    while (next < seen.length && (seen[next]?.[0] ?? 0) < number) next++;
    const at = seen[next]?.[1];
    const sentAt = sent[token];
    if (at !== undefined && sentAt !== undefined) lags.push(at - sentAt);
  });
  return lags;
}

/**
 * The browser's view of the process that a webview runs in: where VS Code's server serves webviews from its own address,
 * that is the workbench's, and what the workbench does counts as well.
 */
async function sessionOf(workbench: Workbench, frame: Frame): Promise<CDPSession> {
  const context = workbench.page.context();
  for (let target: Frame | null = frame; target?.parentFrame(); target = target.parentFrame()) {
    const session = await context.newCDPSession(target).catch(() => undefined);
    if (session) return session;
  }
  return context.newCDPSession(workbench.page);
}
