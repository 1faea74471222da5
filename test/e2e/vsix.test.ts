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

  it('installs into a clean VS Code and opens its chat', async () => {
    workbench = await Workbench.open({ vsix: await packageExtension(directory) });
    const installed = await readdir(join(workbench.dataDirectory, 'extensions'));
    assert(
      installed.some(name => name.startsWith('runnel.runnel-')),
      installed.join(' '),
    );
    await workbench.runCommand('Runnel: Open Chat');
    await (await workbench.panel()).composer.waitFor();
  });
});
