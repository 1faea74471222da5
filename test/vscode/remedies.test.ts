import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { modelRef, noModelMessage } from '../../src/host/models.ts';
import { Chat } from '../../src/host/panel/chat.ts';
import type { Services } from '../../src/host/services.ts';
import { FakeView } from './support/fake-view.ts';
import { runnelServices, setProviders } from './support/runnel.ts';
import { ended } from './support/turns.ts';

describe('What can be done about a failed answer', () => {
  let services: Services;
  let chat: Chat;
  let view: FakeView;
  const setModel = (model: string | undefined) =>
    vscode.workspace.getConfiguration('runnel').update('model', model, vscode.ConfigurationTarget.Global);

  before(async () => {
    services = await runnelServices();
    await setProviders([{ id: 'broken', preset: 'openai-compatible', baseUrl: 'localhost:1' }]);
  });
  after(() => setProviders(undefined));
  afterEach(async () => {
    chat.dispose();
    await setModel(undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  async function failedChat(): Promise<string> {
    const session = services.conversations.create();
    const answerId = session.ask({ text: 'Why?', model: modelRef('broken', 'm') });
    assert.equal((await ended(session, answerId)).error?.remedy, 'settings');
    open(session);
    return answerId;
  }

  function open(session = services.conversations.create()): void {
    chat = new Chat(services, session, async () => undefined);
    view = new FakeView();
    chat.connect(view.webview);
    view.says({ type: 'ready' });
  }

  it('is to open the settings file at the providers', async () => {
    await failedChat();
    const opened = new Promise<vscode.TextEditor>(resolve => {
      const listener = vscode.window.onDidChangeActiveTextEditor(editor => {
        if (!editor) return;
        listener.dispose();
        resolve(editor);
      });
    });
    view.says({ type: 'openSettings' });
    const editor = await opened;
    assert.match(editor.document.uri.path, /settings\.json$/);
    assert.ok(editor.document.getText().includes('"runnel.providers"'));
  });

  it('is to ask in a new chat, with the question in its composer', async () => {
    const answerId = await failedChat();
    const before = chat.session;
    view.says({ type: 'newChat', answerId });
    assert.notEqual(chat.session, before);
    assert.deepEqual(chat.session.conversation.messages, []);
    assert.equal(view.drafts.at(-1), 'Why?');
    view.says({ type: 'draft', text: 'Something else' });
    chat.show(before);
    const told = view.drafts.length;
    view.says({ type: 'newChat', answerId });
    assert.equal(view.drafts.length, told, 'a draft of the user’s own stays');
  });

  it('is said of a model in the settings that is none', async () => {
    open();
    assert.match(noModelMessage(), /^Choose a model first/);
    await setModel('llama3.3');
    view.says({ type: 'send', text: 'Hi' });
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.match(view.notices.join(), /“llama3\.3” in the setting “runnel\.model” is not “<provider id>\/<model id>”/);
  });
});
