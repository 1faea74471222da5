import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { keywordColor } from './support/keyword-color.ts';
import { packageExtension } from './support/package-extension.ts';
import { until } from './support/until.ts';
import { Workbench } from './support/workbench.ts';

describe('The packaged extension', () => {
  let directory: string;
  let workbench: Workbench | undefined;
  let vsix: string;

  before(async function () {
    // Two builds of everything.
    this.timeout(300_000);
    directory = await mkdtemp(join(tmpdir(), 'runnel-vsix-'));
    vsix = await packageExtension(directory);
  });
  after(async () => {
    await workbench?.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  });

  it('installs into a clean VS Code and answers there from the offline demo', async () => {
    workbench = await Workbench.open({ vsix });
    const extensions = join(workbench.dataDirectory, 'extensions');
    const installed = await readdir(extensions);
    const own = installed.find(name => name.startsWith('runnel.runnel-'));
    assert(own, installed.join(' '));
    const notices = await readFile(join(extensions, own, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const named of [/^katex /m, /^mermaid /m, /^langium /m, /^Grammars: .*\brust\b/m])
      assert.match(notices, named);
    await workbench.runCommand('Runnel: Open Chat');
    const panel = await workbench.panel();
    await panel.button('Try the Offline Demo').click();
    await panel.frame.getByRole('button', { name: /demo/ }).first().waitFor();
    await panel.ask('Are you there?');
    const answer = await panel.answerIn('finished');
    assert.match(await answer.innerText(), /Offline demo: not a model/);
    // What is only loaded when it is needed is in the package too.
    await until('colored code', () => keywordColor(panel, 'export'));
  });
});
