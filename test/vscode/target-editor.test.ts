import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { TargetEditor } from '../../src/host/editor/target-editor.ts';
import { closeAll, openWithCursor, until } from './support/editing.ts';

describe('The target editor', () => {
  let target: TargetEditor;
  const panels: vscode.WebviewPanel[] = [];

  beforeEach(() => {
    target = new TargetEditor();
  });

  afterEach(async () => {
    target.dispose();
    for (const panel of panels.splice(0)) panel.dispose();
    await closeAll();
  });

  async function openPanel(column: vscode.ViewColumn): Promise<void> {
    panels.push(vscode.window.createWebviewPanel('runnelTest', 'Panel', column));
    await until(vscode.window.onDidChangeActiveTextEditor, () => vscode.window.activeTextEditor === undefined);
  }

  it('is the last focused one, also while a webview has the focus', async () => {
    const editor = await openWithCursor('a|');
    await openPanel(vscode.ViewColumn.Beside);
    assert.equal(target.current(), editor);
    assert.equal(await target.openTarget(), editor);
  });

  it('is the last focused one behind a webview in the same group', async () => {
    const editor = await openWithCursor('a|');
    await openPanel(vscode.ViewColumn.Active);
    assert.equal(target.current()?.document, editor.document);
  });

  it('forgets a closed one and goes back to the one before', async () => {
    const first = await openWithCursor('a|');
    await openWithCursor('b|');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    assert.equal(target.current()?.document, first.document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    assert.equal(target.current(), undefined);
  });

  it('is a new untitled document when there is none', async () => {
    assert.equal(target.current(), undefined);
    const editor = await target.openTarget();
    assert(editor.document.isUntitled);
    assert.equal(target.current(), editor);
  });

  it('is opened beside a webview that fills the group', async () => {
    await openPanel(vscode.ViewColumn.Active);
    const editor = await target.openTarget();
    assert.notEqual(editor.viewColumn, panels[0]?.viewColumn);
  });
});
