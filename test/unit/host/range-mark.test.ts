import { beforeEach, expect, test, vi } from 'vitest';
import { RangeMark } from '../../../src/host/editor/range-mark.ts';

/** When decorations are set; what VS Code makes of them is its business. */

const mocked = vi.hoisted(() => ({ visibleTextEditors: [] as unknown[] }));

vi.mock('vscode', () => ({
  window: {
    get visibleTextEditors() {
      return mocked.visibleTextEditors;
    },
    createTextEditorDecorationType: () => ({ dispose: () => {} }),
  },
  l10n: { t: (text: string) => text },
  ThemeColor: class {},
  DecorationRangeBehavior: { ClosedOpen: 2 },
  OverviewRulerLane: { Left: 1 },
}));

const document = {} as never;
const range = {} as never;
/** How many ranges were marked each time in each editor. */
let shown: number[][];

function openEditor(): void {
  const calls: number[] = [];
  shown.push(calls);
  const setDecorations = (_: unknown, decorations: readonly unknown[]) => calls.push(decorations.length);
  mocked.visibleTextEditors = [...mocked.visibleTextEditors, { document, setDecorations }];
}

beforeEach(() => {
  shown = [];
  mocked.visibleTextEditors = [];
  openEditor();
});

test('marks a place as soon as there is one, also where there was none before', () => {
  const mark = new RangeMark('writing');
  mark.show(document, [], 0);
  mark.show(document, [range], 0);
  expect(shown[0]?.at(-1)).toBe(1);
});

test('is set anew when others change the document, or another editor shows it, and not with each edit', () => {
  const mark = new RangeMark('writing');
  mark.show(document, [range], 0);
  mark.show(document, [range], 0);
  expect(shown).toEqual([[1]]);
  mark.show(document, [range], 1);
  expect(shown).toEqual([[1, 1]]);
  openEditor();
  mark.show(document, [range], 1);
  expect(shown).toEqual([[1, 1, 1], [1]]);
});
