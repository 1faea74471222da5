import { addressCases } from './addresses.ts';
import { diagramCases } from './diagrams.ts';
import { formulaCases } from './formulas.ts';
import type { HostileCase } from './hostile-case.ts';
import { markupCases } from './markup.ts';
import { nameCases } from './names.ts';
import { textCases } from './texts.ts';

/** Everything short enough to be written character by character. What is large is in `floods.ts`. */
export const corpus: readonly HostileCase[] = [
  ...addressCases,
  ...markupCases,
  ...nameCases,
  ...formulaCases,
  ...diagramCases,
  ...textCases,
];

/** One answer of many cases: each ends what the one before left open. */
export function joined(cases: readonly HostileCase[]): string {
  return cases.map(({ text }) => text).join('\n\n~~~\n~~~\n\n<!-- -->\n\n');
}
