import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { WireFormatId } from '../../src/core/wire/wire-format.ts';
import { isWireFormatId } from '../../src/core/wire/wire-formats.ts';
import { attachText } from '../../src/host/attachments/attach-text.ts';
import { sourceLabel } from '../../src/host/attachments/source-label.ts';
import { modelRef } from '../../src/host/models.ts';
import { Chat } from '../../src/host/panel/chat.ts';
import type { Services } from '../../src/host/services.ts';
import type { NextAttachment } from '../../src/protocol/messages.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import { closeAll, openWithCursor, select, until } from './support/editing.ts';
import { FakeView } from './support/fake-view.ts';
import { withMessages } from './support/messages.ts';
import { opened } from './support/quick-pick.ts';
import { runnelServices, setProviders } from './support/runnel.ts';
import { nextEnd } from './support/turns.ts';

const presets: Readonly<Record<WireFormatId, string>> = {
  'openai-chat': 'openai-compatible',
  'openai-responses': 'openai',
  'anthropic-messages': 'anthropic-compatible',
  'gemini-generatecontent': 'google',
  mistral: 'mistral',
  'ollama-ndjson': 'ollama',
};
const formats = Object.keys(presets).filter(isWireFormatId);

describe('Attachments', () => {
  let services: Services;
  let gateway: Gateway;
  let folder: vscode.Uri;
  let chat: Chat;
  let view: FakeView;

  before(async () => {
    services = await runnelServices();
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: Number.POSITIVE_INFINITY } });
    await setProviders(formats.map(id => ({ id, preset: presets[id], format: id, baseUrl: gateway.baseUrlOf(id) })));
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert(workspace);
    folder = vscode.Uri.joinPath(workspace.uri, 'attached');
  });
  after(async () => {
    await setProviders(undefined);
    await gateway.close();
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });
  beforeEach(() => {
    chat = new Chat(services, services.conversations.create(), async () => undefined);
    view = new FakeView();
    chat.connect(view.webview);
    view.says({ type: 'ready' });
  });
  afterEach(async () => {
    chat.dispose();
    await closeAll();
  });

  const chips = (): NextAttachment[] => {
    const last = view.messages.findLast(message => message.type === 'surroundings');
    return last?.surroundings.attachments ?? [];
  };
  const names = () =>
    chips().map(({ label, startLine, endLine, size }) => `${label}:${startLine}-${endLine}, ${size} B`);

  /** Each test has names of its own: VS Code keeps what it knows of a file for a while. */
  async function file(name: string, content: string): Promise<vscode.Uri> {
    const uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
    return uri;
  }

  async function show(name: string, content: string): Promise<vscode.TextEditor> {
    return vscode.window.showTextDocument(await file(name, content), { preview: false });
  }

  function attach(editor: vscode.TextEditor, range: vscode.Range): void {
    chat.attach(attachText(editor.document, range, editor.document.getText(range)));
  }

  /** Asks, and gives the text of each message that was sent. */
  async function sent(text: string, format: WireFormatId = 'openai-chat') {
    gateway.script({ text: 'Fine.' });
    const [request] = await Promise.all([
      gateway.nextRequest(),
      nextEnd(chat.session),
      chat.ask(text, modelRef(format, 'sample/fast')),
    ]);
    return request;
  }

  it('are put beside the question in turn: selections and files, each once, and can be removed', async () => {
    const editor = await show('a.ts', 'const ä = 1;\nlet b;\nlet c;\n');
    attach(editor, new vscode.Range(0, 0, 1, 0));
    attach(editor, new vscode.Range(2, 0, 2, 6));
    await chat.attachFiles([await file('b.py', 'x = 1\ny = 2\n'), await file('c.md', '')]);
    attach(editor, new vscode.Range(0, 0, 1, 0));
    await chat.attachFiles([vscode.Uri.joinPath(folder, 'b.py')]);
    assert.deepEqual(names(), [
      'attached/a.ts:1-1, 14 B',
      'attached/a.ts:3-3, 6 B',
      'attached/b.py:1-2, 12 B',
      'attached/c.md:1-1, 0 B',
    ]);
    assert.deepEqual(
      chips().map(({ whole, languageId }) => [whole, languageId]),
      [
        [undefined, 'typescript'],
        [undefined, 'typescript'],
        [true, 'python'],
        [true, 'markdown'],
      ],
    );
    const [, second, , fourth] = chips().map(({ id }) => id);
    assert(second && fourth);
    view.says({ type: 'removeAttachment', id: second });
    view.says({ type: 'removeAttachment', id: second });
    view.says({ type: 'removeAttachment', id: fourth });
    assert.deepEqual(names(), ['attached/a.ts:1-1, 14 B', 'attached/b.py:1-2, 12 B']);
    const { body } = await sent('Why?');
    assert.deepEqual(Object(body).messages, [
      {
        role: 'user',
        content:
          'From attached/a.ts, line 1:\n```typescript\nconst ä = 1;\n```\n\nFrom attached/b.py, lines 1 to 2:\n```python\nx = 1\ny = 2\n```\n\nWhy?',
      },
    ]);
    assert.deepEqual(chips(), []);
  });

  for (const format of formats) {
    it(`say in ${format} nothing but the label, the lines and the text, and in the view not even that`, async () => {
      attach(await show('secret.ts', 'let one;\n'), new vscode.Range(0, 0, 0, 8));
      const { body } = await sent('Why?', format);
      const expected = 'From attached/secret.ts, line 1:\\n```typescript\\nlet one;\\n```\\n\\nWhy?';
      assert.ok(JSON.stringify(body).includes(expected), JSON.stringify(body));
      const said = JSON.stringify(view.messages);
      for (const where of [folder.path, 'file:', '"uri"']) {
        assert.ok(!JSON.stringify(body).includes(where), `the request holds ${where}`);
        assert.ok(!said.includes(where), `the view was told ${where}`);
      }
      assert.ok(!said.includes('let one;'), 'the view was told the text');
    });
  }

  it('are kept when the question cannot be asked, and when the view is hidden', async () => {
    attach(await show('kept.ts', 'let one;\n'), new vscode.Range(0, 0, 0, 8));
    chat.hide();
    view.messages.length = 0;
    view.says({ type: 'ready' });
    assert.deepEqual(names(), ['attached/kept.ts:1-1, 8 B']);
    view.says({ type: 'send', text: 'Why?' });
    assert.deepEqual(names(), ['attached/kept.ts:1-1, 8 B']);
  });

  it('are of the moment they were attached; a chip says when its source has changed, until it is attached anew', async () => {
    const editor = await show('moment.ts', 'one\ntwo\nthree\n');
    const line = new vscode.Range(1, 0, 1, 3);
    attach(editor, line);
    const changed = (value: true | undefined) => view.until(() => chips()[0]?.changed === value);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), 'zero\n'));
    await editor.edit(edit => edit.replace(new vscode.Range(2, 0, 2, 3), '2'));
    await changed(true);
    await editor.edit(edit => edit.replace(new vscode.Range(2, 0, 2, 1), 'two'));
    await changed(undefined);
    await editor.edit(edit => edit.delete(new vscode.Range(0, 0, 1, 0)));
    await editor.edit(edit => edit.replace(line, 'TWO'));
    await changed(true);
    attach(editor, line);
    assert.deepEqual(names(), ['attached/moment.ts:2-2, 3 B']);
    assert.equal(chips()[0]?.changed, undefined);
    await editor.edit(edit => edit.replace(line, 'gone'));
    await changed(true);
    const { body } = await sent('Why?');
    assert.match(JSON.stringify(body), /\\nTWO\\n/);
    const asks = view.messages.findLastIndex(
      message => message.type === 'batch' && message.events.some(({ type }) => type === 'question'),
    );
    const told = view.messages.findLastIndex(({ type }) => type === 'notice');
    assert.ok(asks >= 0 && told > asks, 'the question would take the notice away');
    assert.match(
      view.notices.join(),
      /Changed since it was attached: “attached\/moment\.ts”\. It was sent as it was then\./,
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('say so too when a file that is not open changes or goes', async () => {
    const uri = await file('closed.txt', 'one\n');
    await chat.attachFiles([uri]);
    await watched();
    await file('closed.txt', 'two\n');
    await view.until(() => chips()[0]?.changed === true);
    await file('closed.txt', 'one\n');
    await view.until(() => chips()[0]?.changed === undefined);
    await vscode.workspace.fs.delete(uri);
    await view.until(() => chips()[0]?.changed === true);
  });

  /** Resolves when those who watch the workspace are told of its changes: that takes a moment at first. */
  async function watched(): Promise<void> {
    const watcher = vscode.workspace.createFileSystemWatcher('**/watched.txt');
    const told = new Promise<void>(resolve => {
      watcher.onDidChange(() => resolve());
      watcher.onDidCreate(() => resolve());
    });
    await file('watched.txt', `${Date.now()}`);
    await told;
    watcher.dispose();
  }

  describe('open on a click', () => {
    it('at their text, also those of a question asked before, and where the text has moved to', async () => {
      const editor = await show('opened.ts', 'one\ntwo\nthree\n');
      attach(editor, new vscode.Range(1, 1, 2, 2));
      await closeAll();
      view.says({ type: 'openAttachment', id: chips()[0]?.id ?? 0 });
      const again = await editorOf('opened.ts');
      await until(vscode.window.onDidChangeTextEditorSelection, () => !again.selection.isEmpty);
      assert.deepEqual(
        [again.selection.start, again.selection.end],
        [new vscode.Position(1, 1), new vscode.Position(2, 2)],
      );
      await sent('Why?');
      await again.edit(edit => edit.insert(new vscode.Position(0, 0), 'zero\n'));
      await again.document.save();
      await closeAll();
      const question = chat.session.conversation.messages.find(({ role }) => role === 'user');
      assert(question);
      view.says({ type: 'openAskedAttachment', questionId: question.id, index: 0 });
      const moved = await editorOf('opened.ts');
      await until(vscode.window.onDidChangeTextEditorSelection, () => !moved.selection.isEmpty);
      assert.equal(moved.document.getText(moved.selection), 'wo\nth');
    });

    it('at their lines where the text is gone, and are attached anew on request', async () => {
      const editor = await show('lines.ts', 'one\ntwo\nthree\n');
      attach(editor, new vscode.Range(1, 0, 1, 3));
      await editor.edit(edit => edit.replace(new vscode.Range(1, 0, 1, 3), 'zwei'));
      await editor.document.save();
      await withMessages(
        async (_, next) => {
          view.says({ type: 'openAttachment', id: chips()[0]?.id ?? 0 });
          const { text, buttons } = await next();
          assert.match(text, /“attached\/lines\.ts” has changed since it was attached\. Shown are the lines/);
          assert.deepEqual(buttons, ['Attach Anew', 'Show What Was Attached']);
        },
        () => 'Attach Anew',
      );
      await view.until(() => names()[0] === 'attached/lines.ts:2-2, 4 B');
    });

    it('as the text itself where the source is gone', async () => {
      const uri = await file('gone.ts', 'let it = be;\n');
      await chat.attachFiles([uri]);
      await vscode.workspace.fs.delete(uri);
      await withMessages(
        async (_, next) => {
          view.says({ type: 'openAttachment', id: chips()[0]?.id ?? 0 });
          assert.match((await next()).text, /“attached\/gone\.ts” cannot be opened: it was moved, deleted or closed/);
          const kept = await editorOf('attached)');
          assert.equal(kept.document.getText(), 'let it = be;\n');
        },
        () => 'Show What Was Attached',
      );
    });

    it('not as another untitled document of the same name', async () => {
      const editor = await openWithCursor('|let it = be;|');
      attach(editor, editor.selection);
      await closeAll();
      await withMessages(async (_, next) => {
        view.says({ type: 'openAttachment', id: chips()[0]?.id ?? 0 });
        assert.match((await next()).text, /cannot be opened/);
      });
      assert.equal(vscode.window.activeTextEditor, undefined);
    });
  });

  /** Resolves with the active editor once its document's path ends so. */
  async function editorOf(ending: string): Promise<vscode.TextEditor> {
    const isShown = () => vscode.window.activeTextEditor?.document.uri.path.endsWith(ending) === true;
    await until(vscode.window.onDidChangeActiveTextEditor, isShown);
    const editor = vscode.window.activeTextEditor;
    assert(editor);
    return editor;
  }

  describe('are named', () => {
    it('apart, where two files outside the workspace have one name, and without their folders', async () => {
      const away = vscode.Uri.joinPath(folder, '../../outside');
      const uris = ['alice', 'bob'].map(name => vscode.Uri.joinPath(away, name, 'config.json'));
      for (const uri of uris)
        await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`{"at": "${uri.path.at(-13)}"}`));
      const [alice, bob] = uris;
      assert(alice && bob);
      await chat.attachFiles([alice]);
      await sent('Why?');
      await chat.attachFiles([bob, alice]);
      assert.deepEqual(
        chips().map(({ label }) => label),
        ['config.json (2)', 'config.json'],
      );
      await vscode.workspace.fs.delete(away, { recursive: true });
    });

    it('by notebook and cell', async () => {
      const cell = (text: string) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python');
      const notebook = await vscode.workspace.openNotebookDocument(
        'jupyter-notebook',
        new vscode.NotebookData([cell('a = 1'), cell('b = 2')]),
      );
      await vscode.window.showNotebookDocument(notebook);
      const { document } = notebook.cellAt(1);
      const { label, languageId } = attachText(document, new vscode.Range(0, 0, 0, 5), document.getText());
      assert.match(label, /^Untitled-\d+\.ipynb, cell 2$/);
      assert.equal(languageId, 'python');
    });

    it('by output channel', async () => {
      const channel = vscode.window.createOutputChannel('My Build: #1/x');
      try {
        channel.append('failed');
        channel.show(false);
        // The panel may show another channel first.
        const shown = () =>
          vscode.window.visibleTextEditors.find(
            ({ document }) => document.uri.scheme === 'output' && document.uri.path.includes('My Build'),
          );
        await until(vscode.window.onDidChangeVisibleTextEditors, () => shown() !== undefined);
        const editor = shown();
        assert(editor);
        const { label } = attachText(editor.document, new vscode.Range(0, 0, 0, 6), 'failed');
        assert.equal(label, 'Output: My Build: #1/x');
      } finally {
        channel.dispose();
        await vscode.commands.executeCommand('workbench.action.closePanel');
      }
    });

    it('by the version of the file, on the left side of a comparison', () => {
      const query = JSON.stringify({ path: vscode.Uri.joinPath(folder, 'a.ts').fsPath, ref: 'HEAD' });
      const uri = vscode.Uri.joinPath(folder, 'a.ts').with({ scheme: 'git', query });
      assert.equal(sourceLabel(uri), 'attached/a.ts (HEAD)');
      assert.equal(sourceLabel(uri.with({ query: JSON.stringify({ ref: '~' }) })), 'attached/a.ts (index)');
      assert.equal(
        sourceLabel(uri.with({ query: JSON.stringify({ ref: 'a'.repeat(40) }) })),
        'attached/a.ts (aaaaaaaa)',
      );
      assert.equal(sourceLabel(uri.with({ scheme: 'review', query: '' })), 'attached/a.ts (review)');
    });
  });

  describe('are chosen', () => {
    it('from the selection, open files and all files of the workspace, several at once', async () => {
      await file('far.txt', 'far');
      await file('node_modules/dependency.txt', 'excluded from searches');
      const editor = await show('near.txt', 'one\ntwo\nthree\n');
      // To the very start of the third line: it is not among what is selected.
      await select(editor, new vscode.Selection(0, 0, 2, 0));
      const { pick, done } = await opened(async () => view.says({ type: 'attach' }));
      await pick.until(() => !pick.busy);
      assert.ok(!pick.rows.some(({ label }) => label === 'dependency.txt'));
      assert.deepEqual(pick.headings, ['open', 'in the workspace']);
      assert.equal(pick.row('$(selection) Selection').description, 'attached/near.txt:1-2');
      await pick.check([pick.row('$(selection) Selection'), pick.row('near.txt'), pick.row('far.txt')]);
      await pick.enter();
      await done;
      await view.until(() => chips().length === 3);
      assert.deepEqual(names(), [
        'attached/near.txt:1-2, 8 B',
        'attached/near.txt:1-3, 14 B',
        'attached/far.txt:1-1, 3 B',
      ]);
    });

    it('by Enter alone, where none is checked', async () => {
      await file('only-one.txt', 'x');
      const { pick } = await opened(async () => view.says({ type: 'attach' }));
      await pick.until(() => !pick.busy);
      await pick.typeAndEnter('only-one');
      await view.until(() => chips().length === 1);
      assert.deepEqual(names(), ['attached/only-one.txt:1-1, 1 B']);
    });
  });
});
