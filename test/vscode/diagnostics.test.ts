import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { answerText } from '../../src/core/conversation/conversation.ts';
import type { Session } from '../../src/core/conversation/session.ts';
import type { ProviderConfig } from '../../src/core/providers/provider.ts';
import { createBodyDecoder } from '../../src/core/wire/decode-body.ts';
import { wireFormats } from '../../src/core/wire/wire-formats.ts';
import { findProvider } from '../../src/host/answers.ts';
import { modelRef } from '../../src/host/models.ts';
import type { Services } from '../../src/host/services.ts';
import { writeModel } from '../../src/host/settings.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import { runnelServices, setProviders } from './support/runnel.ts';

const key = 'sk-of-diagnostics';

/** Asks, and resolves when the answer has ended. */
function ask(session: Session, text: string, modelId: string): Promise<void> {
  return new Promise(resolve => {
    const id = session.ask({ text, model: modelRef('gateway', modelId) });
    session.onEvent(event => {
      if (event.type === 'turn-end' && event.id === id) resolve();
    });
  });
}

describe('Diagnostics', () => {
  let services: Services;
  let gateway: Gateway;
  let provider: ProviderConfig;

  before(async () => {
    services = await runnelServices();
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 1000 }, requireKey: key });
    provider = {
      id: 'gateway',
      preset: 'openai-compatible',
      label: 'Gateway',
      baseUrl: gateway.baseUrl,
      headers: { 'x-company': 'company-secret' },
    };
    await setProviders([provider]);
    await writeModel('gateway', 'sample/fast');
    await services.keys.set(findProvider('gateway'), key);
  });
  after(async () => {
    await services.keys.delete(findProvider('gateway'));
    await setProviders(undefined);
    await vscode.workspace.getConfiguration('runnel').update('model', undefined, vscode.ConfigurationTarget.Global);
    await gateway.close();
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  describe('Check Connection', () => {
    it('fills a read-only document, and copies it, without secrets', async () => {
      const report = await vscode.commands.executeCommand<string>('runnel.checkConnection', {
        provider: 'gateway',
        askModel: true,
      });
      assert.match(report, /^Runnel: Check Connection to Gateway\n.*Runnel \d.*VS Code \d/);
      assert.match(report, /^Everything works\.$/m);
      assert.match(report, /From VS Code’s secret storage, entered for http:\/\/127\.0\.0\.1:\d+/);
      assert.match(report, /^ok +First token +\d+ ms$/m);
      assert.doesNotMatch(report, /sk-of-diagnostics|company-secret/);
      const document = vscode.window.activeTextEditor?.document;
      assert.equal(document?.uri.scheme, 'runnel-report');
      assert.equal(document.isDirty, false);
      await vscode.commands.executeCommand('runnel.copyReport');
      assert.equal(await vscode.env.clipboard.readText(), report);
    });

    it('says where it fails, and what was not reached', async () => {
      await setProviders([provider, { id: 'gone', preset: 'openai-compatible', baseUrl: 'http://127.0.0.1:1/v1' }]);
      const report = await vscode.commands.executeCommand<string>('runnel.checkConnection', {
        provider: 'gone',
        askModel: false,
      });
      assert.match(report, /^Failed at: Connection \(TCP\)\. .*refused/m);
      assert.match(report, /refused/);
      assert.match(report, /^not reached +First token$/m);
      await setProviders([provider]);
    });
  });

  describe('Record Stream', () => {
    const file = join(tmpdir(), `runnel-recording-${process.pid}.sse`);
    after(() => rm(file, { force: true }));

    it('writes the bytes of the next answer to a file that gives the same answer again', async () => {
      const saved = new Promise(resolve => {
        const listener = services.recorder.onDidSave(uri => {
          listener.dispose();
          resolve(uri.fsPath);
        });
      });
      await vscode.commands.executeCommand('runnel.recordStream', vscode.Uri.file(file));
      const session = services.conversations.create();
      await ask(session, 'Why?', 'sample/markdown');
      assert.equal(await saved, file);
      const decoder = createBodyDecoder(wireFormats['openai-chat']);
      const items = [...decoder.push(await readFile(file)), ...decoder.end()];
      const text = items.map(item => (item.type === 'text-delta' ? item.text : '')).join('');
      assert.ok(session.newestAnswer);
      assert.equal(text, answerText(session.newestAnswer));
      assert.equal(text, gateway.answerText('sample/markdown'));
      assert.equal(services.recorder.file, undefined, 'it records one answer');
    });

    it('also records what a server refuses with', async () => {
      const saved = new Promise(resolve => {
        const listener = services.recorder.onDidSave(resolve);
        void listener;
      });
      await vscode.commands.executeCommand('runnel.recordStream', vscode.Uri.file(file));
      await ask(services.conversations.create(), 'Why?', 'nobody/knows');
      await saved;
      assert.match(await readFile(file, 'utf8'), /^\{"error".*nobody\/knows/);
    });

    it('waits for another answer when no byte came', async () => {
      await vscode.commands.executeCommand('runnel.recordStream', vscode.Uri.file(file));
      await setProviders([{ ...provider, baseUrl: 'http://127.0.0.1:1/v1', preset: 'openai-compatible', headers: {} }]);
      const session = services.conversations.create();
      const id = session.ask({ text: 'Why?', model: modelRef('gateway', 'm') });
      const retrying = new Promise<void>(resolve => {
        session.onEvent(event => {
          if (event.type === 'answer-state' && event.id === id && event.state === 'retrying') resolve();
        });
      });
      await retrying;
      const armedAgain = new Promise<void>(resolve => services.recorder.onDidArm(() => resolve()));
      await session.stop();
      await setProviders([provider]);
      await armedAgain;
      assert.equal(services.recorder.file?.fsPath, file);
      services.recorder.disarm();
    });
  });

  describe('the request', () => {
    it('of the newest answer is shown, and copied as curl, without secrets', async () => {
      await vscode.commands.executeCommand('runnel.openChatInEditor');
      await vscode.commands.executeCommand('runnel.newChat', { prompt: 'It’s why?', model: 'gateway/sample/fast' });
      await gateway.nextRequest();
      await vscode.commands.executeCommand('runnel.showRequest');
      const document = vscode.window.activeTextEditor?.document;
      assert.equal(document?.uri.scheme, 'runnel-request');
      assert.equal(document.languageId, 'jsonc');
      const shown = JSON.parse(document.getText());
      assert.equal(shown.method, 'POST');
      assert.equal(shown.url, `${gateway.baseUrl}/chat/completions`);
      assert.equal(shown.headers.authorization, 'Bearer (key)');
      assert.equal(shown.headers['x-company'], '(hidden)');
      assert.equal(shown.body.model, 'sample/fast');
      assert.match(JSON.stringify(shown.body.messages), /It’s why\?/);

      await vscode.commands.executeCommand('runnel.copyRequestAsCurl');
      const command = await vscode.env.clipboard.readText();
      assert.match(command, /^curl -sS --no-buffer http:\/\/127\.0\.0\.1/);
      assert.match(command, /"Authorization: Bearer \$API_KEY"/);
      assert.match(command, /"X-Company: \$HEADER_X_COMPANY"/);
      assert.doesNotMatch(command + document.getText(), /sk-of-diagnostics|company-secret/);
    });
  });

  it('VS Code’s own models answer in the chat', async () => {
    const session = services.conversations.create();
    const id = session.ask({ text: 'Why?', model: modelRef('vscode', 'runnel-test/echo') });
    await new Promise<void>(resolve => {
      session.onEvent(event => {
        if (event.type === 'turn-end' && event.id === id) resolve();
      });
    });
    const answer = session.newestAnswer;
    assert.equal(answer?.state, 'finished', answer?.error?.message);
    assert.equal(answerText(answer), 'user: Why?\n');
    assert.equal(answer.model.providerLabel, 'VS Code');
    assert.equal(answer.reportedModel, 'Test echo');
  });
});
