import { after, before, beforeEach } from 'mocha';
import * as vscode from 'vscode';
import type { Services } from '../../../src/host/services.ts';
import { type Gateway, startGateway } from '../../support/gateway/gateway.ts';
import { type GatewayRequest, isObject } from '../../support/gateway/gateway-request.ts';
import { runnelServices, setProviders } from './runnel.ts';

/** A gateway that is set up as the only provider while the tests of a suite run, and each test has an empty chat. */
export interface AskGateway {
  readonly services: Services;
  readonly gateway: Gateway;
  /** Runs a command as a keybinding does, with the gateway's answer, and gives the request once the command is through. */
  ask(command: string, argument: unknown, answer?: string): Promise<GatewayRequest>;
}

/** For the argument of a command. */
export const gatewayModel = 'gateway/sample/markdown';

/** To be called within a suite. */
export function useAskGateway(): AskGateway {
  let services: Services;
  let gateway: Gateway;
  before(async () => {
    services = await runnelServices();
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 1000 } });
    await setProviders([{ id: 'gateway', preset: 'openai-compatible', baseUrl: gateway.baseUrl }]);
    await vscode.workspace.getConfiguration('runnel').update('model', gatewayModel, vscode.ConfigurationTarget.Global);
  });
  after(async () => {
    await vscode.workspace.getConfiguration('runnel').update('model', undefined, vscode.ConfigurationTarget.Global);
    await setProviders(undefined);
    await gateway.close();
  });
  beforeEach(() => vscode.commands.executeCommand('runnel.newChat'));
  return {
    get services() {
      return services;
    },
    get gateway() {
      return gateway;
    },
    async ask(command, argument, answer = 'Fine.') {
      gateway.script({ text: answer });
      const [request] = await Promise.all([gateway.nextRequest(), vscode.commands.executeCommand(command, argument)]);
      return request;
    },
  };
}

/** The whole text of each message that the gateway was sent, in the format `openai-chat`. */
export function askedMessages({ body }: GatewayRequest): string[] {
  const messages = isObject(body) && Array.isArray(body['messages']) ? body['messages'] : [];
  return messages.map(message => (isObject(message) ? String(message['content']) : ''));
}
