import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { packageExtension } from './support/package-extension.ts';
import { Workbench } from './support/workbench.ts';

describe('The packaged extension', () => {
  let directory: string;
  let workbench: Workbench | undefined;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'runnel-vsix-'));
  });
  after(async () => {
    await workbench?.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  });

  it('installs into a clean VS Code and answers there from the offline demo', async () => {
    workbench = await Workbench.open({ vsix: await packageExtension(directory) });
    const installed = await readdir(join(workbench.dataDirectory, 'extensions'));
    assert(
      installed.some(name => name.startsWith('runnel.runnel-')),
      installed.join(' '),
    );
    await workbench.runCommand('Runnel: Open Chat');
    const panel = await workbench.panel();
    await panel.button('Try the Offline Demo').click();
    await panel.frame.getByRole('button', { name: /demo/ }).first().waitFor();
    await panel.ask('Are you there?');
    const answer = await panel.answerIn('finished');
    assert.match(await answer.innerText(), /Offline demo: not a model/);
  });
});
