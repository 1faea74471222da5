import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { attached, useAsker } from './support/asked.ts';
import { closeAll, openWithCursor, press, shownEditors, until } from './support/editing.ts';
import { withMessages } from './support/messages.ts';

const tsBlock = 'Like this:\n\n```ts\nif (a) {\n  b();\n}\n```\n\nThat is all.';

describe('Where an answer goes', () => {
  const setUp = useAsker();

  afterEach(closeAll);

  describe('at the cursor', () => {
    it('is behind what is selected, which stays', async () => {
      const editor = await openWithCursor('a|b|c');
      const asked = await setUp.asker.answered('1');
      await setUp.services.insertions.insertAnswer(asked, 'cursor');
      assert.equal(editor.document.getText(), 'ab1c');
    });

    it('is a new file of the block’s language when no editor is open', async () => {
      const asked = await setUp.asker.answered(tsBlock);
      await setUp.services.insertions.insertAnswer({ ...asked, offset: tsBlock.indexOf('```ts') }, 'cursor');
      const [editor] = shownEditors();
      assert.equal(editor?.document.getText(), 'if (a) {\n  b();\n}');
      assert.equal(editor.document.languageId, 'typescript');
    });

    it('takes only what is selected in the answer', async () => {
      const editor = await openWithCursor('x|');
      const asked = await setUp.asker.answered(tsBlock);
      await setUp.services.insertions.insertAnswer({ ...asked, offset: 12, text: 'b();' }, 'cursor');
      assert.equal(editor.document.getText(), 'xb();');
    });
  });

  describe('in place of the selection', () => {
    it('keeps the indentation and the line ending at its edges, in one undo step', async () => {
      const editor = await openWithCursor('{\n|\told();\n\tolder();\n|}\n', 'typescript');
      editor.options = { insertSpaces: false, tabSize: 4 };
      const asked = await setUp.asker.answered(tsBlock);
      await setUp.services.insertions.insertAnswer(asked, 'replace');
      assert.equal(editor.document.getText(), '{\n\tif (a) {\n\t\tb();\n\t}\n}\n');
      await press('undo');
      assert.equal(editor.document.getText(), '{\n\told();\n\tolder();\n}\n');
    });

    it('is what the question was about, where nothing is selected and it is still there', async () => {
      const editor = await openWithCursor('one\n|two|\nthree', 'typescript');
      const asked = await setUp.asker.answered(tsBlock, [attached(editor)]);
      await editor.edit(builder => builder.insert(new vscode.Position(0, 0), 'zero\n'));
      editor.selection = new vscode.Selection(0, 0, 0, 0);
      await setUp.services.insertions.insertAnswer(asked, 'replace');
      assert.equal(editor.document.getText(), 'zero\none\nif (a) {\n    b();\n}\nthree');
    });

    it('says so, and offers the cursor, where that has been changed', async () => {
      const editor = await openWithCursor('one\n|two|\nthree', 'typescript');
      const asked = await setUp.asker.answered('```\n2\n```', [attached(editor)]);
      await editor.edit(builder => builder.insert(new vscode.Position(1, 1), '-'));
      editor.selection = new vscode.Selection(0, 0, 0, 0);
      await withMessages(
        async shown => {
          await setUp.services.insertions.insertAnswer(asked, 'replace');
          assert.match(shown[0]?.text ?? '', /changed since/);
        },
        ({ buttons }) => buttons.find(button => button === 'Insert at Cursor'),
      );
      assert.match(editor.document.getText(), /^2one\nt-wo\nthree$/);
    });

    it('says so where nothing is selected and nothing went with the question', async () => {
      await openWithCursor('a|b');
      const asked = await setUp.asker.answered(tsBlock);
      await withMessages(async shown => {
        await setUp.services.insertions.insertAnswer(asked, 'replace');
        assert.match(shown[0]?.text ?? '', /Nothing is selected/);
      });
    });
  });

  describe('in a new file', () => {
    it('streams in while the focus stays, in the language of the block', async () => {
      const editor = await openWithCursor('a|b');
      const { request, ...asked } = await setUp.asker.answering(
        'Run:\n\n```py\nimport os\nprint(os)\n```\n',
        'import os\n',
      );
      // VS Code keeps documents for a while that nobody shows any more.
      const others = new Set(vscode.workspace.textDocuments);
      const done = setUp.services.insertions.insertAnswer({ ...asked, offset: 6 }, 'newFile');
      const isNew = () =>
        vscode.workspace.textDocuments.find(each => each.languageId === 'python' && !others.has(each));
      await until(vscode.workspace.onDidChangeTextDocument, () => isNew()?.getText().startsWith('import os') === true);
      assert.notEqual(request.tokensWritten, request.tokens.length);
      setUp.gateway.resume();
      await done;
      assert.equal(isNew()?.getText(), 'import os\nprint(os)');
      assert.equal(editor.document.getText(), 'ab');
    });

    it('keeps the indentation of the answer, and goes on with it', async () => {
      for (const [unit, insertSpaces] of [
        ['  ', true],
        ['\t', false],
      ] as const) {
        const code = `if (a) {\n${unit}if (b) {\n${unit}${unit}c();\n${unit}}\n}`;
        const asked = await setUp.asker.answered(`\`\`\`ts\n${code}\n\`\`\``);
        await setUp.services.insertions.insertAnswer(asked, 'newFile', { focus: true });
        const editor = vscode.window.activeTextEditor;
        assert.equal(editor?.document.getText(), code);
        await until(vscode.window.onDidChangeTextEditorOptions, () => editor.options.insertSpaces === insertSpaces);
        if (insertSpaces) assert.equal(editor.options.tabSize, 2);
        await editor.edit(builder => builder.insert(new vscode.Position(0, 0), '\n'));
        editor.selection = new vscode.Selection(0, 0, 0, 0);
        await vscode.commands.executeCommand('tab');
        assert.equal(editor.document.lineAt(0).text, unit);
      }
    });

    it('is Markdown for prose', async () => {
      const asked = await setUp.asker.answered('# Title\n\nText');
      await setUp.services.insertions.insertAnswer(asked, 'newFile', { focus: true });
      const document = vscode.window.activeTextEditor?.document;
      assert.deepEqual([document?.languageId, document?.getText()], ['markdown', '# Title\n\nText']);
    });

    it('has the guessed name in the workspace folder, unless a file is there', async () => {
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      assert(folder);
      const taken = vscode.Uri.joinPath(folder, 'named.ts');
      await vscode.workspace.fs.writeFile(taken, new TextEncoder().encode('there'));
      try {
        const asked = await setUp.asker.answered('```ts title="named.ts"\nconst a = 1;\n```');
        await setUp.services.insertions.insertAnswer(asked, 'newFile', { focus: true });
        const document = vscode.window.activeTextEditor?.document;
        assert.equal(document?.uri.scheme, 'untitled');
        assert.equal(document.uri.path, vscode.Uri.joinPath(folder, 'named-2.ts').path);
        assert.deepEqual([document.languageId, document.getText()], ['typescript', 'const a = 1;']);
        assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(taken)), 'there');
      } finally {
        await vscode.workspace.fs.delete(taken);
      }
    });

    it('is empty, also where VS Code brings a closed document back with the name it gives', async () => {
      const { openTextDocument } = vscode.workspace;
      const opened: vscode.TextDocument[] = [];
      Object.defineProperty(vscode.workspace, 'openTextDocument', {
        configurable: true,
        value: async (options: { content?: string; language?: string }) => {
          const document = await openTextDocument(opened.length === 0 ? { ...options, content: 'closed' } : options);
          opened.push(document);
          return document;
        },
      });
      try {
        const asked = await setUp.asker.answered(tsBlock);
        await setUp.services.insertions.insertAnswer(asked, 'newFile', { focus: true });
        const document = vscode.window.activeTextEditor?.document;
        assert.equal(document, opened[1]);
        assert.deepEqual(
          opened.map(each => each.getText()),
          ['closed', 'if (a) {\n  b();\n}'],
        );
      } finally {
        Object.defineProperty(vscode.workspace, 'openTextDocument', { configurable: true, value: openTextDocument });
        // VS Code opens a tab for what is not saved, sooner or later.
        if (opened[0]) await vscode.window.showTextDocument(opened[0], { preview: false });
      }
    });

    it('is offered where the document cannot be written', async () => {
      const provider = vscode.workspace.registerTextDocumentContentProvider('targets-fixed', {
        provideTextDocumentContent: () => 'fixed',
      });
      try {
        const fixed = await vscode.workspace.openTextDocument(vscode.Uri.parse('targets-fixed:a.ts'));
        await vscode.window.showTextDocument(fixed);
        const asked = await setUp.asker.answered(tsBlock);
        // VS Code keeps documents for a while that nobody shows any more.
        const others = new Set(vscode.workspace.textDocuments);
        await withMessages(
          async shown => {
            await setUp.services.insertions.insertAnswer({ ...asked, offset: tsBlock.indexOf('```ts') }, 'cursor');
            assert.match(shown[0]?.text ?? '', /read-only/);
          },
          ({ buttons }) => buttons.find(button => button === 'New File'),
        );
        const written = vscode.workspace.textDocuments.find(each => each.isUntitled && !others.has(each));
        assert.equal(written?.getText(), 'if (a) {\n  b();\n}');
      } finally {
        provider.dispose();
      }
    });
  });

  describe('in several documents at once', () => {
    it('is stopped by Esc in the one that has the focus only', async () => {
      const left = await openWithCursor('|');
      const { request: _, ...asked } = await setUp.asker.answering('one two three four', 'one');
      const first = setUp.services.insertions.insertAnswer(asked, 'cursor');
      await until(vscode.workspace.onDidChangeTextDocument, () => left.document.getText() !== '');
      const right = await openWithCursor('|');
      const second = setUp.services.insertions.insertAnswer(asked, 'cursor');
      await until(vscode.workspace.onDidChangeTextDocument, () => right.document.getText() !== '');
      await vscode.commands.executeCommand('runnel.stop', 'insertion');
      await second;
      setUp.gateway.resume();
      await first;
      assert.equal(left.document.getText(), 'one two three four');
      assert.doesNotMatch(right.document.getText(), /four/);
    });
  });
});
