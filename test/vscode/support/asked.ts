import assert from 'node:assert/strict';
import { after, before, beforeEach } from 'mocha';
import * as vscode from 'vscode';
import { type Attachment, answerText } from '../../../src/core/conversation/conversation.ts';
import type { Session } from '../../../src/core/conversation/session.ts';
import { modelRef } from '../../../src/host/models.ts';
import type { Services } from '../../../src/host/services.ts';
import { type Gateway, startGateway } from '../../support/gateway/gateway.ts';
import type { GatewayRequest } from '../../support/gateway/gateway-request.ts';
import { runnelServices, setProviders } from './runnel.ts';
import { ended } from './turns.ts';

/** An answer of the sample gateway, under way or ended. */
export interface Asked {
  session: Session;
  answerId: string;
}

/** Runnel, and a gateway that is its only provider while the tests of a suite run. */
export interface AskedGateway {
  readonly services: Services;
  readonly gateway: Gateway;
  readonly asker: Asker;
}

/** To be called within a suite. */
export function useAsker(): AskedGateway {
  let services: Services;
  let gateway: Gateway;
  let asker: Asker;
  before(async () => {
    services = await runnelServices();
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 1000 } });
    asker = new Asker(services, gateway);
    await setProviders([{ id: provider, preset: 'openai-compatible', baseUrl: gateway.baseUrl }]);
  });
  after(async () => {
    await setProviders(undefined);
    await gateway.close();
  });
  beforeEach(() => gateway.resume());
  return {
    get services() {
      return services;
    },
    get gateway() {
      return gateway;
    },
    get asker() {
      return asker;
    },
  };
}

const provider = 'asked';

/** Asks the gateway questions whose answers a test has written. */
class Asker {
  readonly #services: Services;
  readonly #gateway: Gateway;

  constructor(services: Services, gateway: Gateway) {
    this.#services = services;
    this.#gateway = gateway;
  }

  /** Asks, and resolves when the answer has come as it was scripted; a test that goes on with another one may wait for ever. */
  async answered(text: string, attachments: readonly Attachment[] = []): Promise<Asked> {
    const asked = this.ask(text, attachments);
    const [, answer] = await Promise.all([this.#gateway.nextRequest(), ended(asked.session, asked.answerId)]);
    assert.deepEqual([answerText(answer), answer.error], [text, undefined]);
    return asked;
  }

  /** Asks, and resolves when what of the answer is before `until` has been sent; the rest is held. */
  async answering(
    text: string,
    until: string,
    attachments: readonly Attachment[] = [],
  ): Promise<Asked & { request: GatewayRequest }> {
    this.#gateway.hold();
    const next = this.#gateway.nextRequest();
    const asked = this.ask(text, attachments);
    const request = await next;
    const count = request.tokens.findIndex((_, index) => request.tokens.slice(0, index).join('').includes(until));
    this.#gateway.release(count);
    return { ...asked, request };
  }

  /** Asks, and does not wait for anything: the request is still to be taken from the gateway. */
  ask(text: string, attachments: readonly Attachment[] = []): Asked {
    this.#gateway.script({ text });
    const session = this.#services.conversations.create();
    const answerId = session.ask({ text: 'Write it.', attachments, model: modelRef(provider, 'sample/fast') });
    return { session, answerId };
  }
}

/** A selection as Ask About Selection attaches it. */
export function attached(editor: vscode.TextEditor, range: vscode.Range = editor.selection): Attachment {
  const { document } = editor;
  return {
    label: 'file.ts',
    languageId: document.languageId,
    startLine: range.start.line + 1,
    endLine: range.end.line + 1,
    text: document.getText(range),
    uri: document.uri.toString(),
  };
}

/** Resolves when a document for which the condition holds is the active one. */
export async function activeDocument(
  condition: (document: vscode.TextDocument) => boolean,
): Promise<vscode.TextEditor> {
  for (;;) {
    const editor = vscode.window.activeTextEditor;
    if (editor && condition(editor.document)) return editor;
    await new Promise<void>(resolve => {
      const listener = vscode.window.onDidChangeActiveTextEditor(() => {
        listener.dispose();
        resolve();
      });
    });
  }
}
