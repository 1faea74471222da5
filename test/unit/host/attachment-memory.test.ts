import { expect, test } from 'vitest';
import type { Attachment } from '../../../src/core/conversation/conversation.ts';
import { AttachmentMemory } from '../../../src/host/attachment-memory.ts';

/** A window's file, and a memory that reads it as after a reload. */
function openFile(content: unknown = undefined) {
  let written = content;
  const errors: unknown[] = [];
  const windowAttachments = {
    read: async () => written,
    write: async (value: unknown) => {
      // As a file has it.
      written = JSON.parse(JSON.stringify(value));
    },
  };
  const reload = () =>
    new AttachmentMemory(async () => ({ windowAttachments }), { error: (message: string) => errors.push(message) });
  return { reload, errors, content: () => written };
}

const attachment: Attachment = {
  label: 'src/a.ts',
  languageId: 'typescript',
  startLine: 3,
  endLine: 5,
  text: 'x\ny',
  uri: 'file:///w/src/a.ts',
};
const whole: Attachment = { ...attachment, label: 'b.ts', whole: true, scope: 'class B' };

test('what is attached to each chat is there again after a reload, until it is sent or removed', async () => {
  const file = openFile();
  const memory = file.reload();
  memory.remember('view', [attachment, whole]);
  memory.remember('c1', [whole]);
  await memory.flush();
  const again = file.reload();
  expect(await again.read('view')).toEqual([attachment, whole]);
  expect(await again.read('c1')).toEqual([whole]);
  expect(await again.read('c2')).toEqual([]);
  again.remember('view', []);
  again.remember('c2', []);
  await again.flush();
  expect(file.content()).toEqual({ c1: [whole] });
});

test('a damaged file, or one of another version, gives what can be read of it', async () => {
  const memory = openFile({ view: [null, 7, { ...attachment, startLine: '3' }, attachment, { label: 'x' }], c1: 'no' });
  expect(await memory.reload().read('view')).toEqual([attachment]);
  expect(await memory.reload().read('c1')).toEqual([]);
  expect(await openFile('nonsense').reload().read('view')).toEqual([]);
});

test('a window without a place to write, and a disk that is full, lose nothing but the memory', async () => {
  const errors: string[] = [];
  const log = { error: (message: string) => errors.push(message) };
  const nowhere = new AttachmentMemory(async () => ({ windowAttachments: undefined }), log);
  nowhere.remember('view', [attachment]);
  await nowhere.flush();
  expect(await nowhere.read('view')).toEqual([attachment]);
  const windowAttachments = { read: async () => undefined, write: () => Promise.reject(new Error('disk full')) };
  const full = new AttachmentMemory(async () => ({ windowAttachments }), log);
  full.remember('view', [attachment]);
  await full.flush();
  expect(errors).toEqual([expect.stringContaining('disk full')]);
});
