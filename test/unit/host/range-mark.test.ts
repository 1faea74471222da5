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
const place = { isEmpty: true } as never;
const range = { isEmpty: false } as never;
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

test('is set anew when the first text is at a place: a mark of nothing would move on with it', () => {
  const mark = new RangeMark('writing');
  mark.show(document, [], 0);
  mark.show(document, [place, place], 0);
  mark.show(document, [range, place], 0);
  expect(shown[0]?.slice(1)).toEqual([2]);
  mark.show(document, [range, range], 0);
  expect(shown[0]?.slice(1)).toEqual([2, 2]);
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
