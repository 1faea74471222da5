import type { Browser } from 'playwright';
import { benchRounds } from '../bench-environment.ts';
import type { Aim, BenchTable } from '../bench-result.ts';
import type { Site } from './bundle-pages.ts';
import { type Candidate, coldPanel, floor, nothing, others, panel, renderer } from './candidates.ts';
import { figuresTable } from './figures-table.ts';
import { runCandidate } from './run-candidate.ts';
import { firstAnswer } from './sample-text.ts';
import { type Figures, medianFigures, summarize } from './summarize.ts';
import { tokensOf, type Workload } from './workloads.ts';

/** The others are broken off after so long: some would take minutes. */
export const otherCapMs = 8000;

/** The floor and Runnel may fall behind by so much before they are broken off. */
const graceMs = 20_000;

/** Streams one text onto all candidates, who take turns, and compares them. */
export async function comparePlainPage(
  browser: Browser,
  site: Site,
  workload: Workload,
  seed: number,
): Promise<{ tables: BenchTable[]; aims: Aim[] }> {
  const { text, ends } = tokensOf(workload, seed);
  const pace = { tokensPerSecond: workload.rate };
  const lengthMs = (ends.length * 1000) / workload.rate;
  const all = new Map<Candidate, Figures[]>();
  const run = async (candidate: Candidate, capMs: number) => {
    const before = candidate === coldPanel ? '' : firstAnswer(seed);
    const measured = await runCandidate(browser, site, candidate, { text, ends, pace, capMs }, before);
    all.set(candidate, [...(all.get(candidate) ?? []), summarize(measured)]);
  };
  for (let round = 0; round < workload.repetitions * benchRounds(); round++) {
    if (round === 0) await run(nothing, Math.min(lengthMs, 3000));
    for (const candidate of round % 2 === 0 ? [floor, renderer, panel] : [panel, renderer, floor]) {
      await run(candidate, lengthMs + graceMs);
    }
    if (lengthMs < 1000) await run(coldPanel, lengthMs + graceMs);
  }
  if (workload.withOthers) for (const candidate of others) await run(candidate, otherCapMs);

  const figures = new Map([...all].map(([candidate, runs]) => [candidate, medianFigures(runs)]));
  const floorTime = figures.get(floor)?.perThousand.total ?? Number.NaN;
  const size = `${Math.round(text.length / 1000)} kB, ${ends.length.toLocaleString('en-US')} tokens`;
  const rows = [...figures].map(([{ name }, figures]) => ({ name, figures }));
  return {
    tables: [figuresTable(`Plain page: ${workload.name} (${size})`, rows, ends.length, floorTime)],
    aims: [renderer, panel].flatMap(candidate => {
      const found = figures.get(candidate);
      return found ? aimsFor(workload, candidate, found, figures.get(floor)) : [];
    }),
  };
}

function aimsFor(workload: Workload, candidate: Candidate, figures: Figures, floor: Figures | undefined): Aim[] {
  if (workload.isParagraph) return [];
  const what = `${workload.name}; ${candidate.name}`;
  const { perThousand, lag, longTasks } = figures;
  const aims: Aim[] = [
    {
      what: `${what}: times the floor's main thread`,
      value: perThousand.total / (floor?.perThousand.total ?? Number.NaN),
      aim: { atMost: 2 },
    },
  ];
  // The bare renderer shows all it is given at once; it is the panel that gives it pieces.
  if (candidate.role === 'panel') {
    aims.push({ what: `${what}: longest task, ms`, value: longTasks.longest, aim: { atMost: 50 } });
  }
  if (!lag) return aims;
  if (workload.rate === 1000)
    aims.push({ what: `${what}: behind at the end, ms`, value: lag.atEnd, aim: { atMost: 100 } });
  if (workload.rate === 10_000 && !workload.withOthers) {
    aims.push(
      { what: `${what}: behind at the end, ms`, value: lag.atEnd, aim: { atMost: 250 } },
      {
        what: `${what}: behind at the end, times the floor`,
        value: lag.atEnd / (floor?.lag?.atEnd ?? Number.NaN),
        aim: { atMost: 1 },
      },
    );
  }
  return aims;
}
