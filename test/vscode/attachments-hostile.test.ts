import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { open, symlink, writeFile } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { readFiles } from '../../src/host/attachments/attach-files.ts';
import { NextQuestion } from '../../src/host/panel/next-question.ts';
import { closeAll, openWithCursor } from './support/editing.ts';
import { withMessages } from './support/messages.ts';

const mega = 1_000_000;

describe('What is attached may be hostile:', () => {
  let folder: vscode.Uri;

  before(async () => {
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert(workspace);
    folder = vscode.Uri.joinPath(workspace.uri, 'hostile');
    await vscode.workspace.fs.createDirectory(folder);
  });
  afterEach(closeAll);
  after(() => vscode.workspace.fs.delete(folder, { recursive: true }));

  const at = (name: string) => vscode.Uri.joinPath(folder, name);

  async function write(name: string, content: string | Uint8Array): Promise<vscode.Uri> {
    await writeFile(at(name).fsPath, content);
    return at(name);
  }

  /** The one sentence about a file that cannot be attached. */
  async function problemWith(uri: vscode.Uri): Promise<string> {
    const { attachments, images, problems } = await readFiles([uri]);
    assert.deepEqual([attachments, images], [[], []]);
    assert.equal(problems.length, 1);
    return problems[0] ?? '';
  }

  it('a file of 2 GB, which is not read', async () => {
    const handle = await open(at('huge.log').fsPath, 'w');
    await handle.truncate(2 * 1024 * mega);
    await handle.close();
    const problem = await problemWith(at('huge.log'));
    assert.match(problem, /^“hostile\/huge\.log” is too large to be sent: .* MB, at most about .* characters\./);
  });

  it('a document of 60 MB, which VS Code shows to the user and not to extensions', async function () {
    this.timeout(60_000);
    const uri = await write('large.log', `${'x'.repeat(99)}\n`.repeat(600_000));
    await vscode.commands.executeCommand('vscode.open', uri);
    await withMessages(async (_, next) => {
      await vscode.commands.executeCommand('runnel.attachSelection');
      assert.match((await next()).text, /“hostile\/large\.log” is too large: VS Code shows extensions no document/);
    });
    assert.match(await problemWith(uri), /is too large to be sent: 60 MB/);
  });

  it('a selection of more than a million characters', async () => {
    const editor = await openWithCursor(`${'x'.repeat(99)}\n`.repeat(10_001));
    editor.selection = new vscode.Selection(0, 0, 10_001, 0);
    await withMessages(async (_, next) => {
      await vscode.commands.executeCommand('runnel.attachSelection');
      assert.match((await next()).text, /selection is too long to be sent: 1,000,100 characters, at most 1,000,000/);
    });
  });

  it('more texts, or more files, than can be sent together', async () => {
    const next = new NextQuestion(() => undefined);
    try {
      const attachment = (name: string, length: number) => ({
        label: name,
        languageId: 'plaintext',
        startLine: 1,
        endLine: 1,
        text: 'x'.repeat(length),
        uri: `file:///${name}`,
      });
      assert.deepEqual(next.attach([attachment('a', 600_000)]), []);
      assert.match(
        next.attach([attachment('b', 400_001)]).join(),
        /“b” is not attached: with it, 1,000,001 characters would go with the question, and at most 1,000,000 can\./,
      );
      assert.deepEqual(next.attach([attachment('c', 400_000)]), []);
      assert.deepEqual(
        next.attachments.map(({ label }) => label),
        ['a', 'c'],
      );
      next.take();
      const many = Array.from({ length: 150 }, (_, index) => attachment(`${index}.txt`, 1));
      assert.match(next.attach(many).join(), /^At most 100 attachments can go with one question\.[^.]+\.$/);
      assert.equal(next.attachments.length, 100);
    } finally {
      next.dispose();
    }
  });

  it('a name with markup, quotes, back ticks, line breaks and direction marks', async () => {
    const uri = await write('`a`](command:x) "b" <i>\n```\n\u202egnp.ts', 'let a;');
    const { attachments } = await readFiles([uri]);
    assert.equal(attachments[0]?.label, 'hostile/`a`](command:x) "b" <i> ``` gnp.ts');
    assert.equal(attachments[0]?.languageId, 'typescript');
  });

  it('a path of 4,000 characters', async () => {
    const uri = at(`${'x/'.repeat(2000)}last.ts`);
    assert.match(await problemWith(uri), /^“hostile\/x\/x\/.*….*x\/x\/last\.ts” cannot be attached: /);
  });

  it('bytes that are no text', async () => {
    const uri = await write('image.bin', new Uint8Array([0, 159, 146, 150, 0, 0, 255, 1]));
    assert.equal(await problemWith(uri), '“hostile/image.bin” is not text and cannot be attached.');
  });

  it('text in other encodings, or in none', async () => {
    const uris = await Promise.all([
      write('utf-16le.txt', new Uint8Array([255, 254, 104, 0, 228, 0])),
      write('bom.txt', '\ufeffhä'),
      write('latin-1.txt', new Uint8Array([104, 228, 33])),
      write('replaced.txt', 'h\ufffd'),
    ]);
    const { attachments, problems } = await readFiles(uris);
    assert.deepEqual(
      attachments.map(({ text }) => text),
      ['hä', 'hä', 'h\ufffd!', 'h\ufffd'],
    );
    assert.equal(problems.length, 1);
    assert.match(
      problems[0] ?? '',
      /^Some characters of “hostile\/latin-1\.txt” could not be read and are sent as “\ufffd”/,
    );
  });

  it('what is no file: a folder, a link to itself or to nothing, a pipe, a file that has gone', async () => {
    await symlink('loop', at('loop').fsPath);
    await symlink('nowhere', at('dangling').fsPath);
    execFileSync('mkfifo', [at('pipe').fsPath]);
    assert.match(await problemWith(folder), /is a folder\. Attach the files you mean\.$/);
    assert.match(await problemWith(at('loop')), /cannot be attached: too many symbolic links encountered\.$/);
    assert.match(await problemWith(at('dangling')), /is a link to a file that is not there\.$/);
    assert.match(await problemWith(at('pipe')), /is not a file that can be read as a whole\.$/);
    assert.match(await problemWith(at('gone.txt')), /cannot be attached: it is not there any more\.$/);
  });

  it('a file system that does not know sizes, or whose files grow or go while they are read', async () => {
    const files = new OddFiles();
    const registration = vscode.workspace.registerFileSystemProvider('odd', files);
    try {
      const { attachments, problems } = await readFiles(
        ['small.txt', 'growing.txt', 'going.txt', 'broken.txt'].map(name => vscode.Uri.parse(`odd:/${name}`)),
      );
      assert.deepEqual(
        attachments.map(({ label, text }) => [label, text]),
        [['small.txt', 'small']],
      );
      assert.match(problems[0] ?? '', /^“growing\.txt” is too large to be sent: 5 MB/);
      assert.match(problems[1] ?? '', /^“going\.txt” cannot be attached: it is not there any more\.$/);
      assert.match(problems[2] ?? '', /^“broken\.txt” cannot be attached: .*out of order/);
    } finally {
      registration.dispose();
    }
  });
});

/** Files of a provider that is not careful. */
class OddFiles implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    if (path === '/broken.txt') throw new Error('The storage is out of order');
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: 0 };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    if (uri.path === '/going.txt') throw vscode.FileSystemError.FileNotFound(uri);
    return new TextEncoder().encode(uri.path === '/growing.txt' ? 'x'.repeat(5 * mega) : 'small');
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }
  createDirectory(): void {}
  writeFile(): void {}
  delete(): void {}
  rename(): void {}
}
