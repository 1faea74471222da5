import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimDataDirectory } from '../../../scripts/data-directory.ts';
import { findFreePort } from '../../../scripts/vscode-server/free-port.ts';
import { startHttp } from '../transport/support/servers.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runnel-data-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('two runs get directories of their own; what one gives back the next one gets', async () => {
  const path = join(folder, 'user-data');
  const first = await claimDataDirectory(path);
  const second = await claimDataDirectory(path);
  expect([first, second]).toMatchObject([
    { path, number: 1 },
    { path: `${path}-2`, number: 2 },
  ]);
  first.release();
  const third = await claimDataDirectory(path);
  expect(third).toMatchObject({ path, number: 1 });
  second.release();
  third.release();
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test('the claim of a run that was killed does not count', async () => {
  const path = join(folder, 'user-data');
  const port = await findFreePort();
  writeFileSync(`${path}.lock`, String(port));
  const claimed = await claimDataDirectory(path);
  expect(claimed).toMatchObject({ path, number: 1 });
  expect(readFileSync(`${path}.lock`, 'utf8')).not.toBe(String(port));
  claimed.release();
});

test('a preferred port is taken if it is free, else another', async () => {
  const server = await startHttp((_, response) => response.end());
  const other = await findFreePort(server.port);
  expect(other).not.toBe(server.port);
  expect(await findFreePort(other)).toBe(other);
  await server.close();
});
