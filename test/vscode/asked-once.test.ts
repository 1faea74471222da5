import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Session } from '../../src/core/conversation/session.ts';
import { modelRef } from '../../src/host/models.ts';
import { Chat } from '../../src/host/panel/chat.ts';
import type { Services } from '../../src/host/services.ts';
import { writeModel } from '../../src/host/settings.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import { FakeView } from './support/fake-view.ts';
import { runnelServices, setProviders } from './support/runnel.ts';
import { ended, nextEnd } from './support/turns.ts';

describe('A button that asks', () => {
  let services: Services;
  let gateway: Gateway;

  before(async () => {
    services = await runnelServices();
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 1000 } });
    await setProviders([{ id: 'once', preset: 'openai-compatible', baseUrl: gateway.baseUrl, temperature: 0.3 }]);
    await writeModel('once', 'sample/fast');
  });
  after(async () => {
    await vscode.workspace.getConfiguration('runnel').update('model', undefined, vscode.ConfigurationTarget.Global);
    await setProviders(undefined);
    await gateway.close();
  });

  /** A chat whose last answer failed for its temperature. */
  async function rejected(): Promise<{ session: Session; failedId: string; view: FakeView; chat: Chat }> {
    const session = services.conversations.create();
    const failedId = session.ask({ text: 'Why?', model: modelRef('once', 'fault/reject-temperature') });
    const answer = await ended(session, failedId);
    await gateway.nextRequest();
    assert.equal(answer.error?.parameter, 'temperature', answer.error?.message);
    const chat = new Chat(services, session, async () => undefined);
    const view = new FakeView();
    chat.connect(view.webview);
    view.says({ type: 'ready' });
    return { session, failedId, view, chat };
  }

  it('asks once, however often it is pressed', async () => {
    const { session, failedId, view, chat } = await rejected();
    try {
      const asked = gateway.requests.length;
      gateway.hold();
      for (let press = 0; press < 3; press++) view.says({ type: 'askWithout', answerId: failedId });
      await gateway.nextRequest();
      for (let press = 0; press < 3; press++) view.says({ type: 'regenerate', answerId: failedId });
      const end = nextEnd(session);
      gateway.resume();
      assert.equal((await end).state, 'finished');
      assert.equal(gateway.requests.length, asked + 1);
      assert.match(view.notices.join(), /without “temperature” from now on/);
    } finally {
      chat.dispose();
    }
  });
});
