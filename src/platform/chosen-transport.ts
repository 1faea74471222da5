import type { Environment } from '../core/transport/choose-proxy.ts';
import type { NetworkSettings } from '../core/transport/network-settings.ts';
import type { Transport } from '../core/transport/transport.ts';
import { createFetchTransport } from './fetch-transport.ts';
import { createNodeTransport } from './node-transport.ts';

/** Asked before every request. */
export interface PlatformNetwork {
  settings: () => NetworkSettings;
  transport: () => 'undici' | 'vscode';
}

/** Sends every request by the transport and the settings of that moment. */
export function createChosenTransport(network: PlatformNetwork, environment: Environment): Transport {
  const ours = createNodeTransport({ settings: network.settings, environment });
  const theirs = createFetchTransport();
  return { send: (request, options) => (network.transport() === 'vscode' ? theirs : ours).send(request, options) };
}
