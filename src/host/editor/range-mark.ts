import * as vscode from 'vscode';

/** What is going on at the marked text. */
export type MarkState = 'writing' | 'broken-off';

/** Marks the text that is being written, wherever its document is visible: a bar beside its lines, a tint behind them. */
export class RangeMark implements vscode.Disposable {
  readonly #type: vscode.TextEditorDecorationType;
  readonly #words: string | undefined;
  #shownIn: readonly vscode.TextEditor[] = [];
  #shownTexts = 0;
  #shownFor = -1;

  constructor(state: MarkState) {
    const isWriting = state === 'writing';
    const color = new vscode.ThemeColor(isWriting ? 'focusBorder' : 'editorWarning.foreground');
    // Where it broke off, the hint has a hover.
    this.#words = isWriting ? vscode.l10n.t('Runnel is writing here. Esc stops it.') : undefined;
    this.#type = vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      // It grows with what is written at its end, so it has not to be shown again after each edit; where nothing is yet,
      // it would go along with what is written instead.
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedOpen,
      // In light themes the first is a quiet blue, the second a yellow.
      backgroundColor: new vscode.ThemeColor(
        isWriting ? 'editor.hoverHighlightBackground' : 'editor.rangeHighlightBackground',
      ),
      // High-contrast themes have no tints; these colours exist in all themes.
      borderColor: color,
      borderStyle: 'solid',
      borderWidth: '0 0 0 2px',
      overviewRulerColor: color,
      overviewRulerLane: vscode.OverviewRulerLane.Left,
    });
  }

  /**
   * @param changes a number that is another one when others have changed the document; the mark is then put right.
   */
  show(document: vscode.TextDocument, ranges: readonly vscode.Range[], changes: number): void {
    const editors = vscode.window.visibleTextEditors.filter(editor => editor.document === document);
    const texts = ranges.filter(({ isEmpty }) => !isEmpty).length;
    const isShown = texts === this.#shownTexts && editors.every(editor => this.#shownIn.includes(editor));
    if (isShown && changes === this.#shownFor) return;
    for (const editor of editors) {
      editor.setDecorations(
        this.#type,
        ranges.map(range => ({ range, ...(this.#words && { hoverMessage: this.#words }) })),
      );
    }
    this.#shownIn = editors;
    this.#shownTexts = texts;
    this.#shownFor = changes;
  }

  dispose(): void {
    this.#type.dispose();
  }
}
