import type { ConnectionProbe, ConnectionStep } from '../core/diagnostics/connection-probe.ts';
import { type ConnectStep, connectSocket } from './connect-socket.ts';
import { chooseRoute, type NodeTransportOptions } from './node-transport.ts';
import { findCertificateStore, secureContextOf } from './trusted-certificates.ts';

/** The probe of a Node extension host: connects by the same functions, and under the same settings, as the transport. */
export function createConnectionProbe(options: Omit<NodeTransportOptions, 'connectTimeoutMs'> = {}): ConnectionProbe {
  return async (url, { timeoutMs, signal, onStep }) => {
    const { lookup } = options;
    const route = chooseRoute(url, options);
    const { proxy, authorization, why } = route.proxy;
    onStep({ step: 'proxy', proxy, login: authorization !== undefined, why }, 0);
    // Reading certificates is no step of the connection, and would only make the first one look slow.
    if (url.protocol === 'https:' || proxy?.protocol === 'https:') await secureContextOf(route).catch(() => undefined);
    let since = performance.now();
    // Looking for a certificate's store takes a moment: the steps are told in their order all the same.
    let told = Promise.resolve();
    const tell = (step: ConnectStep) => {
      const ms = performance.now() - since;
      since += ms;
      const described = describe(step, route.strictSsl);
      told = told.then(async () => onStep(await described, ms));
    };
    try {
      const socket = await connectSocket(route, { signal, timeoutMs, onStep: tell, ...(lookup && { lookup }) });
      socket.destroy();
    } finally {
      await told;
    }
  };
}

async function describe(step: ConnectStep, strictSsl: boolean): Promise<ConnectionStep> {
  switch (step.step) {
    case 'dns':
    case 'tcp':
    case 'tunnel':
      return step;
    case 'tls': {
      const { party, peer, fault } = step;
      if (!peer) return { step: 'tls', party, certificate: undefined, fault, strictSsl };
      const { rootFingerprint256, ...shown } = peer;
      const store = await findCertificateStore(rootFingerprint256);
      return { step: 'tls', party, certificate: { ...shown, store }, fault, strictSsl };
    }
  }
}
