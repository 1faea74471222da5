import * as vscode from 'vscode';
import { defaultNetworkSettings, type NetworkSettings } from '../core/transport/network-settings.ts';
import type { TransportKind } from './platform.ts';
import { section } from './settings.ts';

/**
 * VS Code's own settings for the network, as they are now. Only the user's count, as for VS Code itself: a workspace must
 * not send requests, and with them keys, through a proxy of its own, nor turn off the check of certificates.
 */
export function readNetworkSettings(): NetworkSettings {
  const config = vscode.workspace.getConfiguration('http');
  const read = (name: string): unknown => {
    const values = config.inspect(name);
    return values?.globalValue ?? values?.defaultValue;
  };
  const noProxy = read('noProxy');
  const authorization = read('proxyAuthorization');
  return {
    proxy: asText(read('proxy')),
    noProxy: Array.isArray(noProxy) ? noProxy.filter(entry => typeof entry === 'string') : [],
    proxyOff: read('proxySupport') === 'off',
    strictSsl: asBoolean(read('proxyStrictSSL'), defaultNetworkSettings.strictSsl),
    systemCertificates: asBoolean(read('systemCertificates'), defaultNetworkSettings.systemCertificates),
    proxyAuthorization: asText(authorization) || undefined,
  };
}

/** Which transport the user wants. */
export function readTransportKind(): TransportKind {
  return vscode.workspace.getConfiguration(section).get('http.transport') === 'vscode' ? 'vscode' : 'undici';
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function asBoolean(value: unknown, fallback: boolean): boolean {
  return typeof value === 'boolean' ? value : fallback;
}
