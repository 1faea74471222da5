import { X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, rootCertificates, type SecureContext } from 'node:tls';
import { Worker } from 'node:worker_threads';

/** Which certificate authorities are trusted. */
export interface Trust {
  /** Whether the system's are, besides Node's own and those of `NODE_EXTRA_CA_CERTS`. */
  systemCertificates: boolean;
  /** In PEM, instead of all others; for tests. */
  ca?: readonly string[];
}

/** Where a trusted certificate comes from. */
export type CertificateStore = 'Node.js' | 'NODE_EXTRA_CA_CERTS' | 'the system';

/** The context of this trust for new connections, made once: reading some 400 certificates takes 15 ms each time. */
export function secureContextOf({ systemCertificates, ca }: Trust): Promise<SecureContext> {
  const key = keyOf({ systemCertificates, ...(ca && { ca }) });
  let context = contexts.get(key);
  if (!context) {
    context = createContext({ systemCertificates, ...(ca && { ca }) });
    contexts.set(key, context);
  }
  return context;
}

const contexts = new Map<string, Promise<SecureContext>>();

/** Whether {@link secureContextOf} takes no time to speak of for this trust. */
export function isAtHand(trust: Trust): boolean {
  return !trust.systemCertificates || trust.ca !== undefined || contexts.has(keyOf(trust));
}

function keyOf({ systemCertificates, ca }: Trust): string {
  return ca ? ca.join() : String(systemCertificates);
}

async function createContext({ systemCertificates, ca }: Trust): Promise<SecureContext> {
  if (ca) return createSecureContext({ ca: [...ca] });
  const system = systemCertificates ? await readSystemCertificates() : [];
  if (system.length === 0) return createSecureContext();
  const all = [...certificatesOf('default'), ...certificatesOf('extra'), ...system];
  try {
    return createSecureContext({ ca: [...new Set(all)] });
  } catch {
    // One that OpenSSL cannot read spoils the whole list.
    return createSecureContext({ ca: [...new Set(all.filter(isReadable))] });
  }
}

/** Where the certificate with this SHA-256 fingerprint (as Node writes it) is trusted; undefined if nowhere. */
export async function findCertificateStore(fingerprint256: string): Promise<CertificateStore | undefined> {
  const isThis = (pem: string) => readCertificate(pem)?.fingerprint256 === fingerprint256;
  if (rootCertificates.some(isThis)) return 'Node.js';
  if (certificatesOf('extra').some(isThis)) return 'NODE_EXTRA_CA_CERTS';
  return (await readSystemCertificates()).some(isThis) ? 'the system' : undefined;
}

let systemCertificatesPromise: Promise<string[]> | undefined;

/** The system's certificates. Reading them takes the time of a few hundred files: another thread does it, and once. */
function readSystemCertificates(): Promise<string[]> {
  systemCertificatesPromise ??= readInWorker().catch(() => certificatesOf('system'));
  return systemCertificatesPromise;
}

function readInWorker(): Promise<string[]> {
  const { promise, resolve, reject } = Promise.withResolvers<string[]>();
  const worker = new Worker(
    "require('node:worker_threads').parentPort.postMessage(require('node:tls').getCACertificates('system'))",
    { eval: true, execArgv: [], stdin: false },
  );
  worker.unref();
  worker.once('message', (certificates: string[]) => resolve(certificates));
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('the worker ended')));
  return promise;
}

function certificatesOf(store: 'default' | 'extra' | 'system'): string[] {
  try {
    return getCACertificates(store);
  } catch {
    // A store that cannot be read, or a Node before 22.15 that has no such function: the others have to do.
    return [];
  }
}

function isReadable(pem: string): boolean {
  return readCertificate(pem) !== undefined;
}

function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
