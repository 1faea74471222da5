import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Session } from '../../src/core/conversation/session.ts';
import { modelRef } from '../../src/host/models.ts';
import { Chat } from '../../src/host/panel/chat.ts';
import type { Services } from '../../src/host/services.ts';
import { writeModel } from '../../src/host/settings.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import { closeAll, openWithCursor, press, shownEditors, textIs } from './support/editing.ts';
import { FakeView } from './support/fake-view.ts';
import { type ShownMessage, withMessages } from './support/messages.ts';
import { runnelServices, setProviders } from './support/runnel.ts';
import { nextEnd } from './support/turns.ts';

/** Events of the chat completions API with these pieces of text. */
function events(...pieces: readonly string[]): string[] {
  return pieces.map(content => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`);
}

describe('An insertion that breaks off', () => {
  let services: Services;
  let gateway: Gateway;

  before(async () => {
    services = await runnelServices();
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 1000 } });
    await setProviders([{ id: 'broken', preset: 'openai-compatible', baseUrl: gateway.baseUrl }]);
    await writeModel('broken', 'sample/fast');
  });
  after(async () => {
    await vscode.workspace.getConfiguration('runnel').update('model', undefined, vscode.ConfigurationTarget.Global);
    await setProviders(undefined);
    await gateway.close();
  });
  beforeEach(() => gateway.resume());
  afterEach(closeAll);

  /** Generates code whose answer is cut off in the middle of a line. */
  async function breakOff(
    editor: vscode.TextEditor,
    target: 'cursor' | 'diff' = 'cursor',
  ): Promise<{ session: Session; answerId: string; message: string; buttons: readonly string[] }> {
    gateway.script({ segments: events('Here:\n\n```ts\nfirst();\nsec'), end: 'cut' });
    const session = services.conversations.create();
    const answerId = session.ask({ text: 'Code.', model: modelRef('broken', 'sample/fast') });
    return await withMessages(async (_, next) => {
      void services.insertions.insertGenerated(session, answerId, { target, editor });
      let shown = await next();
      // What a test before this one has left behind may have something to say, too.
      while (!shown.text.includes('broke off')) shown = await next();
      return { session, answerId, message: shown.text, buttons: shown.buttons };
    });
  }

  const goOn = () => vscode.commands.executeCommand('runnel.continueInsertion');

  it('keeps the text, says so, and goes on at that place as a step of its own', async () => {
    const editor = await openWithCursor('{\n\t|\n}', 'typescript');
    editor.options = { insertSpaces: false, tabSize: 4 };
    const { message, buttons } = await breakOff(editor);
    assert.match(message, /broke off, so the insertion is incomplete/);
    // What the chat's buttons do is said there.
    assert.doesNotMatch(message, /try again/);
    assert.deepEqual(buttons, ['Continue', 'Show in Chat']);
    assert.equal(editor.document.getText(), '{\n\tfirst();\n\tsec\n}');
    gateway.script({ text: 'ond();\nthird();\n```\nThat is all.' });
    await goOn();
    assert.equal(editor.document.getText(), '{\n\tfirst();\n\tsecond();\n\tthird();\n}');
    await press('undo');
    assert.equal(editor.document.getText(), '{\n\tfirst();\n\tsec\n}');
    await press('undo');
    assert.equal(editor.document.getText(), '{\n\t\n}');
  });

  it('goes on with the model that was chosen since', async () => {
    const editor = await openWithCursor('|', 'typescript');
    await breakOff(editor);
    await writeModel('broken', 'sample/echo');
    try {
      gateway.script({ text: 'ond();\n```' });
      await goOn();
    } finally {
      await writeModel('broken', 'sample/fast');
    }
    assert.equal(editor.document.getText(), 'first();\nsecond();');
    assert.equal(gateway.requests.at(-1)?.model, 'sample/echo');
  });

  it('breaks off again, and is continued again', async () => {
    const editor = await openWithCursor('|', 'typescript');
    await breakOff(editor);
    gateway.script({ segments: events('ond();\nthi'), end: 'cut' });
    await withMessages(async (_, next) => {
      void goOn();
      assert.match((await next()).text, /broke off/);
    });
    assert.equal(editor.document.getText(), 'first();\nsecond();\nthi');
    gateway.script({ text: 'rd();\n```' });
    await goOn();
    assert.equal(editor.document.getText(), 'first();\nsecond();\nthird();');
  });

  it('goes on with the Continue of the chat, too', async () => {
    const editor = await openWithCursor('|', 'typescript');
    const { session, answerId } = await breakOff(editor);
    const chat = new Chat(services, session, async () => undefined);
    const view = new FakeView();
    chat.connect(view.webview);
    view.says({ type: 'ready' });
    try {
      gateway.script({ text: 'ond();\n```' });
      view.says({ type: 'continue', answerId });
      await textIs(editor.document, 'first();\nsecond();');
    } finally {
      chat.dispose();
    }
  });

  it('is left as it is once the user types there, or says so', async () => {
    const editor = await openWithCursor('|', 'typescript');
    await breakOff(editor);
    await vscode.commands.executeCommand('runnel.keepInsertion');
    await withMessages(async shown => {
      await goOn();
      assert.match(shown[0]?.text ?? '', /no insertion to continue/);
    });
    assert.equal(editor.document.getText(), 'first();\nsec');
    const other = await openWithCursor('|', 'typescript');
    await breakOff(other);
    await vscode.commands.executeCommand('type', { text: 'x' });
    await withMessages(async shown => {
      await goOn();
      assert.match(shown[0]?.text ?? '', /no insertion to continue/);
    });
  });

  it('inserts what is there of an answer that had failed before', async () => {
    const editor = await openWithCursor('|', 'typescript');
    gateway.script({ segments: events('only this'), end: 'cut' });
    const session = services.conversations.create();
    const end = nextEnd(session);
    const answerId = session.ask({ text: 'Text.', model: modelRef('broken', 'sample/fast') });
    assert.equal((await end).state, 'failed');
    await withMessages(async shown => {
      await services.insertions.insertAnswer({ session, answerId }, 'cursor');
      assert.deepEqual(shown, []);
    });
    assert.equal(editor.document.getText(), 'only this');
  });

  it('goes on in a proposal', async () => {
    const editor = await openWithCursor('|old();|', 'typescript');
    const { message, buttons } = await breakOff(editor, 'diff');
    assert.match(message, /diff is incomplete/);
    assert.deepEqual(buttons, ['Continue', 'Show in Chat']);
    gateway.script({ text: 'ond();\n```' });
    await goOn();
    await vscode.commands.executeCommand('runnel.acceptProposal');
    assert.equal(editor.document.getText(), 'first();\nsecond();');
  });

  describe('before there was any code', () => {
    const answer = () => gateway.script({ text: '```ts\nfirst();\n```' });

    /** Asks for code, presses Try Again once the answer has broken off, and tells what notices there were. */
    async function tryAgain(
      editor: vscode.TextEditor,
      target: 'cursor' | 'replace' | 'newFile' | 'diff',
      beforePress: () => Thenable<unknown> = async () => answer(),
    ): Promise<readonly ShownMessage[]> {
      gateway.script({ segments: events('Here it comes:\n\n'), end: 'cut' });
      const session = services.conversations.create();
      const answerId = session.ask({ text: 'Code.', model: modelRef('broken', 'sample/fast') });
      return await withMessages(
        async shown => {
          await services.insertions.insertGenerated(session, answerId, { target, editor });
          return shown;
        },
        async ({ buttons }) => {
          await beforePress();
          return buttons.find(button => button === 'Try Again') ?? '';
        },
      );
    }

    it('offers what its buttons do, and asks the same again for the same place', async () => {
      const editor = await openWithCursor('{\n\t|\n}', 'typescript');
      editor.options = { insertSpaces: false, tabSize: 4 };
      const shown = await tryAgain(editor, 'cursor', () => {
        answer();
        return editor.edit(builder => builder.insert(new vscode.Position(0, 0), '// mine\n'));
      });
      assert.deepEqual(
        shown.map(({ buttons }) => buttons),
        [['Try Again', 'Show in Chat']],
      );
      assert.doesNotMatch(shown[0]?.text ?? '', /Continue|try again/);
      assert.equal(editor.document.getText(), '// mine\n{\n\tfirst();\n}');
      const questions = gateway.requests.slice(-2).map(({ body }) => JSON.stringify(body));
      assert.equal(questions[1], questions[0]);
    });

    it('replaces what was to be replaced', async () => {
      const editor = await openWithCursor('a |old|', 'typescript');
      await tryAgain(editor, 'replace');
      assert.equal(editor.document.getText(), 'a first();');
    });

    it('compares with what was to be compared', async () => {
      const editor = await openWithCursor('|old();|', 'typescript');
      await tryAgain(editor, 'diff');
      await vscode.commands.executeCommand('runnel.acceptProposal');
      assert.equal(editor.document.getText(), 'first();');
    });

    it('opens the new file then', async () => {
      const editor = await openWithCursor('|', 'typescript');
      await tryAgain(editor, 'newFile');
      assert(shownEditors().some(({ document }) => document.getText() === 'first();'));
      assert.equal(editor.document.getText(), '');
    });

    it('asks nothing when the place is gone', async () => {
      const editor = await openWithCursor('|', 'typescript');
      const before = gateway.requests.length;
      const shown = await tryAgain(editor, 'cursor', closeAll);
      assert.match(shown[1]?.text ?? '', /not there any more/);
      assert.equal(gateway.requests.length, before + 1);
    });

    it('says only why, where the provider refuses', async () => {
      const editor = await openWithCursor('|', 'typescript');
      const session = services.conversations.create();
      const answerId = session.ask({ text: 'Code.', model: modelRef('broken', 'fault/status-401') });
      await withMessages(async shown => {
        await services.insertions.insertGenerated(session, answerId, { target: 'newFile', editor });
        assert.match(shown[0]?.text ?? '', /Set API Key/);
        assert.deepEqual(shown[0]?.buttons, ['Try Again', 'Show in Chat']);
      });
      assert.equal(shownEditors().length, 1);
    });
  });
});
