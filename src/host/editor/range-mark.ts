import * as vscode from 'vscode';

/** Marks the text that is being written, wherever its document is visible: a bar beside its lines, a tint behind them. */
export class RangeMark implements vscode.Disposable {
  readonly #type = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
    // High-contrast themes have no tints; the focus colour exists in all themes.
    borderColor: new vscode.ThemeColor('focusBorder'),
    borderStyle: 'solid',
    borderWidth: '0 0 0 2px',
    overviewRulerColor: new vscode.ThemeColor('focusBorder'),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });

  show(document: vscode.TextDocument, range: vscode.Range): void {
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document === document) editor.setDecorations(this.#type, [range]);
    }
  }

  dispose(): void {
    this.#type.dispose();
  }
}
