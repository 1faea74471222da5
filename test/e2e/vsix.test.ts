import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { installVsCodeServer } from '../../scripts/vscode-server/install.ts';
import { installExtension } from '../../scripts/vscode-server/install-extension.ts';
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
    const vsix = await packageExtension(directory);
    const data = join(directory, 'user');
    await installExtension(await installVsCodeServer(), data, vsix);
    assert((await readdir(join(data, 'extensions'))).some(name => name.startsWith('runnel.runnel-')));
    workbench = await Workbench.open({ installedIn: data });
    await workbench.runCommand('Runnel: Open Chat');
    await (await workbench.panel()).composer.waitFor();
  });
});
