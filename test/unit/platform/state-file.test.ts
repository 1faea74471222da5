import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NodeStateFile } from '../../../src/platform/state-file.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runnel-state-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('gives back what was written last, also when the writes were not awaited', async () => {
  const file = new NodeStateFile(join(folder, 'not', 'yet', 'there.json'));
  expect(await file.read()).toBeUndefined();
  const writes = Array.from({ length: 50 }, (_, index) => file.write({ index }));
  await Promise.all(writes);
  expect(await file.read()).toEqual({ index: 49 });
  expect(await readdir(join(folder, 'not', 'yet'))).toEqual(['there.json']);
});

test('begins anew where the document is damaged', async () => {
  await writeFile(join(folder, 'a.json'), '{"draft": "ha');
  const file = new NodeStateFile(join(folder, 'a.json'));
  expect(await file.read()).toBeUndefined();
  await file.write({ draft: 'half' });
  expect(await file.read()).toEqual({ draft: 'half' });
});
