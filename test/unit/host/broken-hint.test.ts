import { expect, test, vi } from 'vitest';
import { BrokenHint } from '../../../src/host/editor/broken-hint.ts';

const mocked = vi.hoisted(() => ({ visibleTextEditors: [] as unknown[] }));

vi.mock('vscode', () => {
  const nothing = { dispose: () => {} };
  class MarkdownString {
    readonly texts: string[] = [];
    readonly markdown: string[] = [];
    appendText(text: string): void {
      this.texts.push(text);
    }
    appendMarkdown(markdown: string): void {
      this.markdown.push(markdown);
    }
  }
  return {
    window: {
      get visibleTextEditors() {
        return mocked.visibleTextEditors;
      },
      createTextEditorDecorationType: () => nothing,
      onDidChangeVisibleTextEditors: () => nothing,
    },
    workspace: { onDidChangeTextDocument: () => nothing },
    Disposable: { from: () => nothing },
    ThemeColor: class {},
    MarkdownString,
  };
});

test('the hover names the reason as text that breaks at its spaces', () => {
  const document = {} as never;
  const shown: { hoverMessage: { texts: string[]; markdown: string[] } }[] = [];
  const setDecorations = (_: unknown, decorations: typeof shown) => shown.push(...decorations);
  mocked.visibleTextEditors = [{ document, setDecorations }];
  const message = '[It](command:x) was lost.';
  new BrokenHint({ broken: { document, ranges: [{} as never] }, error: { kind: 'network', message }, id: 7 });
  const { texts = [], markdown = [] } = shown[0]?.hoverMessage ?? {};
  expect(texts).toEqual(['The', 'answer', 'broke', 'off', 'here:', '[It](command:x)', 'was', 'lost.']);
  expect(markdown.slice(0, -1).every(each => each === ' ')).toBe(true);
  expect(markdown.at(-1)).toContain('command:runnel.continueInsertion?7');
});
