import type { Browser } from 'playwright';
import type { Aim, BenchTable, Cell } from '../bench-result.ts';
import type { Site } from './bundle-pages.ts';
import { type Candidate, floor, others, reactMarkdown, renderer } from './candidates.ts';
import { runCandidate } from './run-candidate.ts';
import { continuedText, sampleText, type TextKind, tokenize } from './sample-text.ts';
import { type Figures, medianFigures, summarize } from './summarize.ts';

/** About a thousand tokens a second at 60 frames a second. */
const tokensPerFrame = 16;
/** How much is streamed and measured, in characters. */
const measured = 8000;
/** How much there is already, in characters. */
const lengths = [20_000, 50_000, 200_000, 1_000_000];
const kinds: readonly TextKind[] = ['mixed', 'code', 'list', 'table'];
const repetitions = 3;
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
): Promise<{ table: BenchTable; aims: Aim[] }> {
  const rows: Row[] = [];
  for (const kind of kinds) {
    const ours = [floor, renderer].map(candidate => ({ kind, candidate, cost: new Map<number, number>() }));
    const wanted = kind === 'mixed' ? lengths : [20_000, 200_000];
    for (const length of wanted) {
      const costs = await costsOf(browser, site, [floor, renderer], { kind, length, seed, measured, repetitions });
      for (const [index, { cost }] of ours.entries()) cost.set(length, costs[index] ?? Number.NaN);
    }
    rows.push(...ours);
  }
  for (const candidate of others) {
    const size = { kind: 'mixed', length: 50_000, seed, measured: otherMeasured, repetitions: 1 } as const;
    const [cost = Number.NaN] = await costsOf(browser, site, [candidate], size);
    rows.push({ kind: 'mixed', candidate, cost: new Map([[50_000, cost]]) });
  }

  const costOf = (kind: TextKind, candidate: Candidate, length: number) =>
    rows.find(row => row.kind === kind && row.candidate === candidate)?.cost.get(length) ?? Number.NaN;
  return {
    table: {
      title: `Plain page: main-thread ms for 1,000 tokens, ${tokensPerFrame} with each frame, behind so much text of the same kind`,
      columns: ['', ...lengths.map(length => `${length / 1000} kB`)],
      rows: rows.map(({ kind, candidate, cost }): Cell[] => [
        `${kind}, ${candidate.name}`,
        ...lengths.map(length => cost.get(length) ?? ''),
      ]),
    },
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

/** What 1,000 tokens of the same text cost each candidate behind a text of this length. */
async function costsOf(
  browser: Browser,
  site: Site,
  candidates: readonly Candidate[],
  { kind, length, seed, measured, repetitions }: Size,
): Promise<number[]> {
  const before = sampleText(kind, seed + 1, length);
  const { text, ends } = tokenize(continuedText(kind, seed, measured), seed);
  const drive = { text, ends, pace: { tokensPerFrame }, capMs: 20_000 };
  const runs = candidates.map((): Figures[] => []);
  for (let round = 0; round < repetitions; round++) {
    for (const [index, { id }] of candidates.entries()) {
      runs[index]?.push(summarize(await runCandidate(browser, site, id, drive, before)));
    }
  }
  return runs.map(figures => medianFigures(figures).perThousand.total);
}
