import { benchLoad, benchSeed } from '../bench-environment.ts';
import type { Aim, BenchOptions, BenchResult, BenchTable } from '../bench-result.ts';
import { compareSizes, sizes } from './compare-sizes.ts';
import { measureTyping } from './typing.ts';

const whatCounts = [
  'VS Code runs in a headless browser, with the TypeScript grammar and TypeScript’s language server: a run begins when it knows the file’s symbols and the machine has come to rest. Each run has a file of its own that nobody has edited before.',
  '“To screen” is from when a token was due in the extension host (for the floor: from when editor.edit was called) until after the paint of the frame with it; both read the same machine’s clock. The editor is scrolled along as the text grows, as by a person who reads along; the cursor moves with the text.',
  'A single edit is the median of all single edits of one line, each made when the window had come to rest from the one before. “Awaited” is until editor.edit has resolved.',
  'UI CPU is the workbench’s main thread’s (Performance.getMetrics of the browser with thread ticks), the language server’s answers and all else that comes of an edit included. Tasks and host blocks are by the clock: on a busy machine others’ work is in them.',
  'Host blocks are delays of the extension host’s event loop, in which TypeScript’s own extension runs too. The bench runs Runnel’s insertStream there, without the network.',
];

/** Streams into documents of a real VS Code, and compares with single edits and with typing where nothing streams. */
export async function runInsertBench({ only }: BenchOptions): Promise<BenchResult> {
  const seed = benchSeed();
  const load = benchLoad();
  const tables: BenchTable[] = [];
  const aims: Aim[] = [];
  const notes = [...whatCounts];
  const isWanted = (name: string) => name.includes(only.toLowerCase());
  const wanted = sizes.filter(({ name }) => isWanted(`into ${name}`));
  if (wanted.length > 0) {
    const found = await compareSizes(seed, wanted);
    tables.push(...found.tables);
    aims.push(...found.aims);
    notes.push(
      `The clocks of the page and the extension host were ${found.clockDifference.toFixed(1)} ms apart, give or take one.`,
    );
  }
  if (isWanted('typing')) {
    process.stderr.write('typing …\n');
    const found = await measureTyping(seed);
    tables.push(...found.tables);
    aims.push(...found.aims);
  }
  return {
    name: 'insert',
    title: `Inserting into the editor of a real VS Code (seed ${seed}, no GPU; ${load})`,
    tables,
    aims,
    notes,
  };
}
