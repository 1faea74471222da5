import { appendFile, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NodeJournalFiles } from '../../../src/platform/journal-files.ts';

let folder: string;
let journals: NodeJournalFiles;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runnel-journals-'));
  journals = new NodeJournalFiles(join(folder, 'not', 'there', 'yet'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('appends in the order of the calls, without waiting for each', async () => {
  await Promise.all(Array.from({ length: 50 }, (_, index) => journals.append('a', `${index}\n`)));
  expect(await journals.read('a')).toBe(Array.from({ length: 50 }, (_, index) => `${index}\n`).join(''));
});

test('reads what was just written, also when the write was not awaited', async () => {
  void journals.append('a', 'x');
  expect(await journals.read('a')).toBe('x');
});

test('has nothing where nothing was written', async () => {
  expect(await journals.read('a')).toBeUndefined();
  expect(await journals.list()).toEqual([]);
});

test('lists the last written first', async () => {
  await journals.append('old', 'x');
  await journals.append('new', 'x');
  await utimes(join(folder, 'not', 'there', 'yet', 'old.jsonl'), 1, 1);
  expect((await journals.list()).map(({ id }) => id)).toEqual(['new', 'old']);
});

test.each(['../outside', 'a/b', '', 'a.b'])('refuses the id %j, which could lead out of the folder', async id => {
  await expect(journals.append(id, 'x')).rejects.toThrow('Not a conversation id');
  await expect(journals.read(id)).rejects.toThrow('Not a conversation id');
});

test('a write that failed does not keep later ones from being tried', async () => {
  await journals.append('a', '1');
  const path = join(folder, 'not', 'there', 'yet');
  await rm(path, { recursive: true });
  await expect(journals.append('a', '2')).rejects.toThrow();
  const again = new NodeJournalFiles(path);
  await again.append('a', '3');
  expect(await again.read('a')).toBe('3');
});

test('ends a line that a crash has torn, so that what comes next is a line of its own', async () => {
  await journals.append('a', 'whole\n');
  const path = join(folder, 'not', 'there', 'yet');
  await appendFile(join(path, 'a.jsonl'), 'to');
  const afterRestart = new NodeJournalFiles(path);
  await afterRestart.append('a', 'next\n');
  await afterRestart.append('a', 'last\n');
  expect(await afterRestart.read('a')).toBe('whole\nto\nnext\nlast\n');
});

test('gives the beginning of a file', async () => {
  await journals.append('a', 'abcdef');
  expect(await journals.head('a', 4)).toBe('abcd');
  expect(await journals.head('a', 100)).toBe('abcdef');
});
