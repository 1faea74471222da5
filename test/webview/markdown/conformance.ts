import { commands } from 'vitest/browser';

const readme = await commands.readFile('src/webview/markdown/README.md');

/** A row of the table “Where the HTML differs” in the README of the renderer. */
export interface Difference {
  /** Numbers of examples of the specification. */
  readonly examples: readonly number[];
  readonly reason: string;
  /** What the examples are compared with instead of the specification's HTML. */
  readonly comparedWith: string;
}

/** The README says where we differ, and the tests take it at its word. */
export const differences: readonly Difference[] = table('Where the HTML differs').map(
  ([examples = '', reason = '', comparedWith = '']) => ({ examples: numbers(examples), reason, comparedWith }),
);

/** The counts that the README states: by what is compared, how many examples. */
export const stated: ReadonlyMap<string, number> = new Map(
  table('What is compared').map(([what = '', count = '']) => [what, Number(count)]),
);

/** The rows of the table under a heading, without its header. */
function table(heading: string): string[][] {
  const section = readme.split(/^#+ /m).find(part => part.startsWith(`${heading}\n`));
  const rows = section?.split('\n').filter(line => line.startsWith('|')) ?? [];
  return rows.slice(2).map(row =>
    row
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  );
}

/** Reads `1, 3–5`. */
function numbers(list: string): number[] {
  return list.split(', ').flatMap(range => {
    const [first = Number.NaN, last = first] = range.split('–').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
