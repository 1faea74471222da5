import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { Workbench } from './support/workbench.ts';

describe('Runnel in the workbench', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({ files: { 'src/loop.ts': 'let i = 0;\nwhile (i < 10) {\n  i++;\n}\n' } });
  });
  after(() => workbench?.close());

  it('opens the chat from the command palette', async () => {
    await workbench.runCommand('Runnel: Open Chat');
    const panel = await workbench.panel();
    await panel.getByRole('textbox', { name: 'Message' }).waitFor();
    await panel.getByRole('button', { name: 'Send' }).waitFor();
  });

  it('comes back after the side bar was hidden', async () => {
    await workbench.toggleSideBar();
    assert.equal((await workbench.panels()).length, 0);
    await workbench.toggleSideBar();
    const panel = await workbench.panel();
    await panel.getByRole('textbox', { name: 'Message' }).waitFor();
  });
});
