import { isLoopback } from '../providers/provider.ts';
import type { CheckStepId } from './check-report.ts';
import type { ConnectionStep } from './connection-probe.ts';

/** What a step of a connection says in a report. */
export interface ConnectionFinding {
  id: CheckStepId;
  state: 'ok' | 'warning' | 'failed';
  lines: string[];
}

/** Turns a step of a connection into what a report says of it. */
export function describeStep(step: ConnectionStep): ConnectionFinding {
  switch (step.step) {
    case 'proxy': {
      const login = step.login ? 'with a login' : 'without a login';
      const lines = step.proxy ? [`${step.proxy.origin}, ${login}`, `Chosen by: ${step.why}`] : [`Direct: ${step.why}`];
      return { id: 'proxy', state: 'ok', lines };
    }
    case 'dns':
      return { id: 'dns', state: 'ok', lines: [`${step.hostname}: ${step.addresses.join(', ')}`] };
    case 'tcp':
      return { id: 'tcp', state: 'ok', lines: [`${of(step.party)}, ${step.address} port ${step.port}`] };
    case 'tunnel': {
      const state = step.status > 299 ? 'failed' : 'ok';
      return { id: 'tunnel', state, lines: [`HTTP ${step.status} ${step.reason}`.trim()] };
    }
    case 'tls':
      return { id: step.party === 'proxy' ? 'proxy-tls' : 'tls', ...describeTls(step) };
  }
}

function describeTls(step: Extract<ConnectionStep, { step: 'tls' }>): Omit<ConnectionFinding, 'id'> {
  const { certificate, fault, strictSsl } = step;
  const lines: string[] = [];
  if (certificate) {
    const { protocol, subject, issuer, validTo } = certificate;
    if (protocol !== undefined) lines.push(protocol);
    lines.push(`Certificate for: ${subject}`, `Issued by: ${issuer}`, `Valid until: ${validTo}`);
  }
  if (fault === undefined) {
    const store = certificate?.store;
    lines.push(store === undefined ? 'Trusted' : `Trusted by the certificates of: ${store}`);
    return { state: 'ok', lines };
  }
  lines.push(`Not trusted: ${fault}`);
  if (strictSsl) return { state: 'failed', lines };
  lines.push('Used all the same, since “http.proxyStrictSSL” of VS Code is off. Anyone in between can read the key.');
  return { state: 'warning', lines };
}

function of(party: 'proxy' | 'provider'): string {
  return party === 'proxy' ? 'The proxy' : 'The provider';
}

/** The steps a connection takes, after the choice of the proxy; the others do not apply, for these reasons. */
export function connectionPlan(
  url: URL,
  proxy: URL | undefined,
): { takes: CheckStepId[]; skipped: { id: CheckStepId; reason: string }[] } {
  const takes: CheckStepId[] = [];
  const skipped: { id: CheckStepId; reason: string }[] = [];
  const add = (id: CheckStepId, reason: string | undefined) => {
    if (reason === undefined) takes.push(id);
    else skipped.push({ id, reason });
  };
  const { hostname } = proxy ?? url;
  const isAddress = hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname);
  const plain = isLoopback(url.hostname)
    ? 'An http:// address has no TLS'
    : 'An http:// address has no TLS: everyone on the way can read the key. Use https:// if the server can';
  add('dns', isAddress ? `${hostname} is an address` : undefined);
  add('tcp', undefined);
  if (!proxy) add('proxy-tls', 'No proxy');
  else add('proxy-tls', proxy.protocol === 'https:' ? undefined : 'The proxy is spoken to in plain HTTP');
  if (!proxy) add('tunnel', 'No proxy');
  else add('tunnel', url.protocol === 'https:' ? undefined : 'An http:// address needs no tunnel');
  add('tls', url.protocol === 'https:' ? undefined : plain);
  return { takes, skipped };
}
