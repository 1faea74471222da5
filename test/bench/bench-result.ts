/** What the command line asks of a bench. */
export interface BenchOptions {
  /** Only the parts with this in their name. */
  only: string;
}

/** What a bench found, as it is printed and written by `--json`. */
export interface BenchResult {
  /** The bench's name on the command line. */
  name: string;
  title: string;
  tables: readonly BenchTable[];
  aims: readonly Aim[];
  /** What a reader has to know to judge the figures, one sentence each. */
  notes: readonly string[];
}

/** A table of figures. */
export interface BenchTable {
  title: string;
  /** The first column is written to the left, the others to the right. */
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** Numbers are kept as measured in the JSON and rounded only where they are printed. */
export type Cell = string | number;

/** What a figure should be. */
export interface Aim {
  /** What is measured, such as `openai-chat, 16 kB chunks: times the fastest SDK`. */
  what: string;
  value: number;
  aim: { atLeast: number } | { atMost: number };
}

/** Whether the figure is what it should be. */
export function isMet({ value, aim }: Aim): boolean {
  return 'atLeast' in aim ? value >= aim.atLeast : value <= aim.atMost;
}
