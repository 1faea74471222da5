import { beforeEach, expect, test, vi } from 'vitest';
import { ProposalDocument } from '../../../src/host/editor/proposal-document.ts';

/** When VS Code is told to ask for the text, and when not yet. */

const mocked = vi.hoisted(() => ({
  textDocuments: [] as unknown[],
  changed: (_event: unknown) => {},
}));

vi.mock('vscode', () => ({
  workspace: {
    get textDocuments() {
      return mocked.textDocuments;
    },
    onDidChangeTextDocument: (listener: (event: unknown) => void) => {
      mocked.changed = listener;
      return { dispose: () => {} };
    },
  },
}));

const uri = { toString: () => 'runnel-proposal:/1/a.ts' } as never;
let shown: string;
let text: string;
let told: number;
let right: ProposalDocument;
const document = { uri, getText: () => shown };

/** VS Code asks, and takes over what it gets. */
function ask(): void {
  const provided = right.provide();
  if (provided === shown) return;
  shown = provided;
  mocked.changed({ document, contentChanges: [{}] });
}

beforeEach(() => {
  [shown, text, told] = ['a', 'a', 0];
  mocked.textDocuments = [document];
  right = new ProposalDocument(uri, () => text, { fire: () => told++ } as never);
});

test('is told of the next change when the one before has arrived', () => {
  text = 'ab';
  right.refresh();
  text = 'abc';
  right.refresh();
  expect(told).toBe(1);
  text = 'abcd';
  ask();
  expect([told, shown]).toEqual([1, 'abcd']);
  text = 'abcde';
  right.refresh();
  expect(told).toBe(2);
});

test('is told of the next change when the one before was taken back until it asked', () => {
  text = 'ab';
  right.refresh();
  text = 'a';
  right.refresh();
  ask();
  text = 'ac';
  right.refresh();
  ask();
  expect([told, shown]).toEqual([2, 'ac']);
});
