import { chromium } from 'playwright';
import { runTool } from '../../../scripts/run-tool.ts';
import { chromiumLaunchOptions } from '../../support/chromium.ts';
import { benchLoad, benchRounds, benchSeed } from '../bench-environment.ts';
import type { Aim, BenchOptions, BenchResult, BenchTable } from '../bench-result.ts';
import { bundlePages, candidateEntries } from './bundle-pages.ts';
import { compareLengths } from './cost-by-length.ts';
import { comparePlainPage, otherCapMs } from './plain-page.ts';
import { compareInWindow, windowWorkloads } from './vscode/vscode-window.ts';
import { workloads } from './workloads.ts';

/** A part of the bench, by the name that `--only` looks at. */
interface Part {
  name: string;
  run(): Promise<{ tables: BenchTable[]; aims: Aim[] }>;
}

/** Streams the same texts to the screen through Runnel, through others and as plain text, and compares. */
export async function runRenderBench({ only }: BenchOptions): Promise<BenchResult> {
  const seed = benchSeed();
  const load = benchLoad();
  const tables: BenchTable[] = [];
  const aims: Aim[] = [];
  const site = await bundlePages(await candidateEntries());
  const browser = await chromium.launch(await chromiumLaunchOptions());
  const version = browser.version();
  const parts: Part[] = [
    ...workloads.map(workload => ({
      name: `plain page: ${workload.name}`,
      run: () => comparePlainPage(browser, site, workload, seed),
    })),
    { name: 'plain page: cost by length', run: () => compareLengths(browser, site, seed) },
    {
      name: 'real VS Code',
      run: async () => {
        await build();
        return compareInWindow(seed, windowWorkloads);
      },
    },
  ];
  try {
    for (const { name, run } of parts.filter(({ name }) => name.toLowerCase().includes(only.toLowerCase()))) {
      // It takes minutes, and what is printed at the end goes elsewhere.
      process.stderr.write(`${name} …\n`);
      const found = await run();
      tables.push(...found.tables);
      aims.push(...found.aims);
    }
  } finally {
    await browser.close();
  }
  return {
    name: 'render',
    title: `Rendering: the same tokens to the screen (seed ${seed}, Chromium ${version}, no GPU; ${load})`,
    tables,
    aims,
    notes: [
      'Plain page: every candidate but the whole panel gets with each animation frame all tokens that were due by then, in one piece, and the page scrolls to the newest line. The panel gets them from a worker through the same credit-based batches as in VS Code.',
      'All candidates have shown a short first answer before, which is not measured: their code is warm, and the grammars of the coloured code are loaded. “First use” is without it.',
      '“To screen” is from when a token was due until after the paint of the frame with it. Frames are asked for all the time, which is what “the measuring alone” costs; nothing is subtracted from the other rows.',
      'CPU is the main thread’s (Performance.getMetrics of the browser with thread ticks). What is not script, layout or style is mostly paint and commit. “At once” is 50,000 tokens/s, about what a local socket gives.',
      `Others are broken off after ${otherCapMs / 1000} s: “shown” says how far they got, and their cost up to there is less than the whole text's would be. streamdown draws in transitions: any change it makes counts as all it was given.`,
      'Lags, frames and long tasks are by the clock: on a busy machine even the floor has long tasks, and who is slowed down draws fewer frames, which costs less. Compare within a table, and look at the load in the title.',
      `Medians where there are several runs, which take turns: of the short ones always, of the long ones with RUNNEL_BENCH_ROUNDS (now ${benchRounds()}). A token is about five characters. The paragraph has no aim: its layout is the browser’s, and grows with it for all.`,
    ],
  };
}

/** What VS Code runs is what was built last. */
async function build(): Promise<void> {
  if ((await runTool([process.execPath, 'esbuild.js'])) !== 0) throw new Error('Runnel was not built: see above.');
}
