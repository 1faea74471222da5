import type { Browser } from 'playwright';
import { benchRounds } from '../bench-environment.ts';
import type { Aim, BenchTable, Cell } from '../bench-result.ts';
import type { Site } from './bundle-pages.ts';
import { type Candidate, floor, others, reactMarkdown, renderer } from './candidates.ts';
import { runCandidate } from './run-candidate.ts';
import { continuedText, firstAnswer, sampleText, type TextKind, tokenize } from './sample-text.ts';
import { type Figures, medianFigures, summarize } from './summarize.ts';

/** About a thousand tokens a second at 60 frames a second. */
const tokensPerFrame = 16;
/** How much is streamed and measured, in characters. */
const measured = 8000;
/** How much there is already, in characters. */
const lengths = [20_000, 50_000, 200_000, 1_000_000];
const kinds: readonly TextKind[] = ['mixed', 'code', 'list', 'table'];
/** The others need only be shown to be slower. */
const otherMeasured = 1600;

/** What is measured: so much text behind so much of the same kind, so often. */
interface Size {
  kind: TextKind;
  length: number;
  seed: number;
  measured: number;
  repetitions: number;
}

/** A row of the table. Main-thread milliseconds for 1,000 tokens by the length of what there is already. */
interface Row {
  kind: TextKind;
  candidate: Candidate;
  cost: ReadonlyMap<number, number>;
}

/** Streams the same text behind texts of different lengths: what grows then is due to the length alone. */
export async function compareLengths(
  browser: Browser,
  site: Site,
  seed: number,
): Promise<{ tables: BenchTable[]; aims: Aim[] }> {
  const rows: Row[] = [];
  for (const kind of kinds) {
    const costOfFloor = new Map<number, number>();
    const costOfOurs = new Map<number, number>();
    for (const length of kind === 'mixed' ? lengths : [20_000, 200_000]) {
      const size = { kind, length, seed, measured };
      costOfFloor.set(length, await costAfter(browser, site, floor, { ...size, repetitions: 1 }));
      costOfOurs.set(
        length,
        await costAfter(browser, site, renderer, { ...size, repetitions: (length < 1e6 ? 2 : 1) * benchRounds() }),
      );
    }
    rows.push({ kind, candidate: floor, cost: costOfFloor }, { kind, candidate: renderer, cost: costOfOurs });
  }
  for (const candidate of others) {
    const size = { kind: 'mixed', length: 50_000, seed, measured: otherMeasured, repetitions: 1 } as const;
    rows.push({ kind: 'mixed', candidate, cost: new Map([[50_000, await costAfter(browser, site, candidate, size)]]) });
  }

  const costOf = (kind: TextKind, candidate: Candidate, length: number) =>
    rows.find(row => row.kind === kind && row.candidate === candidate)?.cost.get(length) ?? Number.NaN;
  return {
    tables: [
      {
        title: `Plain page: main-thread ms for 1,000 tokens, ${tokensPerFrame} with each frame, behind so much text of the same kind`,
        columns: ['', ...lengths.map(length => `${length / 1000} kB`)],
        rows: rows.map(({ kind, candidate, cost }): Cell[] => [
          `${kind}, ${candidate.name}`,
          ...lengths.map(length => cost.get(length) ?? ''),
        ]),
      },
    ],
    aims: [
      ...kinds.map(
        (kind): Aim => ({
          what: `${kind}; ${renderer.name}: cost of a token at 200 kB, times that at 20 kB`,
          value: costOf(kind, renderer, 200_000) / costOf(kind, renderer, 20_000),
          aim: { atMost: 1.5 },
        }),
      ),
      {
        what: `mixed, 50 kB: times less than ${reactMarkdown.name}`,
        value: costOf('mixed', reactMarkdown, 50_000) / costOf('mixed', renderer, 50_000),
        aim: { atLeast: 20 },
      },
    ],
  };
}

/** What 1,000 tokens of a text cost a candidate behind a text of this length. */
async function costAfter(
  browser: Browser,
  site: Site,
  candidate: Candidate,
  { kind, length, seed, measured, repetitions }: Size,
): Promise<number> {
  // In mixed text all grammars are to be loaded before; of the others there is one block.
  const first = kind === 'mixed' ? firstAnswer(seed + 1) : '';
  const before = first + sampleText(kind, seed + 1, length - first.length);
  const { text, ends } = tokenize(continuedText(kind, seed, measured), seed);
  const drive = { text, ends, pace: { tokensPerFrame }, capMs: 20_000 };
  const runs: Figures[] = [];
  for (let round = 0; round < repetitions; round++) {
    runs.push(summarize(await runCandidate(browser, site, candidate, drive, before)));
  }
  return medianFigures(runs).perThousand.total;
}
