import { charactersAToken, sampleTable, sampleText, type TokenizedText, tokenize } from './sample-text.ts';

/** A text that is streamed at some speed. */
export interface Workload {
  name: string;
  /** Tokens a second. */
  rate: number;
  /** The text. It ends with a word outside all blocks, so that its last token can be seen. */
  write(seed: number): string;
  /** Runs of the floor and of Runnel. */
  repetitions: number;
  /** Whether the others take part. */
  withOthers: boolean;
  /** Whether it is one paragraph, whose layout no renderer can bound. */
  isParagraph?: true;
}

const mixed = (tokens: number) => (seed: number) => sampleText('mixed', seed, tokens * charactersAToken);
const end = '\n\nDone.';

export const workloads: readonly Workload[] = [
  { name: '2,000 tokens at 100/s, mixed', rate: 100, write: mixed(2000), repetitions: 1, withOthers: true },
  { name: '20,000 tokens at 1,000/s, mixed', rate: 1000, write: mixed(20_000), repetitions: 1, withOthers: true },
  {
    name: '20,000 tokens at 1,000/s, one code block',
    rate: 1000,
    write: seed => `${sampleText('code', seed, 20_000 * charactersAToken)}\`\`\``,
    repetitions: 1,
    withOthers: true,
  },
  { name: '10,000 tokens at once, mixed', rate: 50_000, write: mixed(10_000), repetitions: 3, withOthers: true },
  { name: '200,000 tokens at 10,000/s, mixed', rate: 10_000, write: mixed(200_000), repetitions: 1, withOthers: false },
  {
    name: 'a table of 2,000 rows at 10,000 tokens/s',
    rate: 10_000,
    write: seed => sampleTable(seed, 2000),
    repetitions: 2,
    withOthers: true,
  },
  {
    name: 'a list of 200 kB at 10,000 tokens/s',
    rate: 10_000,
    write: seed => sampleText('list', seed, 200_000),
    repetitions: 2,
    withOthers: true,
  },
  {
    name: 'a paragraph of 50 kB at 2,000 tokens/s',
    rate: 2000,
    write: seed => sampleText('paragraph', seed, 50_000),
    repetitions: 1,
    withOthers: false,
    isParagraph: true,
  },
];

/** A workload's text, cut into tokens. */
export function tokensOf({ write }: Workload, seed: number): TokenizedText {
  return tokenize(`${write(seed)}${end}`, seed);
}
