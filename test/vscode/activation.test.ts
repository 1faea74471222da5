import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

describe('Activation', () => {
  it('registers every command the manifest declares', async () => {
    const extension = vscode.extensions.getExtension('runnel.runnel');
    assert(extension, 'runnel.runnel is not loaded');
    await extension.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const declared: { command: string }[] = extension.packageJSON.contributes.commands;
    assert.notEqual(declared.length, 0);
    assert.deepEqual(
      declared.map(({ command }) => command).filter(command => !registered.has(command)),
      [],
    );
  });
});
