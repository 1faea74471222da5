import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { runnelExtension } from './support/runnel.ts';

describe('Activation', () => {
  it('registers every command the manifest declares', async () => {
    const extension = runnelExtension();
    await extension.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const declared: { command: string }[] = extension.packageJSON.contributes.commands;
    assert.notEqual(declared.length, 0);
    assert.deepEqual(
      declared.map(({ command }) => command).filter(command => !registered.has(command)),
      [],
    );
  });

  it('does nothing but register: what speaks HTTP and reads files is not even loaded', async () => {
    await runnelExtension().activate();
    const loaded = Object.keys(require.cache).map(path => path.replaceAll('\\', '/'));
    assert(loaded.some(path => path.endsWith('/dist/extension.cjs')));
    assert.deepEqual(
      loaded.filter(path => path.endsWith('/dist/platform-node.cjs')),
      [],
    );
  });

  it('binds no key that VS Code itself binds', async () => {
    await vscode.commands.executeCommand('workbench.action.openDefaultKeybindingsFile');
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    const bound = [...text.matchAll(/"key": "([^"]+)",\s*"command": "([^"]+)"/g)];
    assert(bound.length > 500, `${bound.length} default keybindings found`);
    const ours: { command: string; key: string; when?: string }[] =
      runnelExtension().packageJSON.contributes.keybindings;
    // Where text of ours streams, or a proposal of ours has the focus, no others can be meant.
    const anywhere = ours.filter(({ when = '' }) => !/runnel\.inserting|runnel-proposal/.test(when));
    for (const { command, key } of anywhere) {
      const others = bound.filter(([, boundKey, other]) => boundKey === key && !other?.startsWith('runnel.'));
      assert.deepEqual(
        others.map(([, , other]) => other),
        [],
        `${key} of ${command}`,
      );
    }
  });
});
