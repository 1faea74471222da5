import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProxyMessage, ProxyOptions } from './messages.ts';

/** A proxy that runs as a process of its own. */
export interface ProxyProcess {
  port: number;
  /** Host and port of everything it was asked for since the last call. */
  requests(): Promise<string[]>;
  stop(): Promise<void>;
}

/** Starts an ordinary proxy. */
export function startProxy(options: Pick<ProxyOptions, 'login' | 'tls'> = {}): Promise<ProxyProcess> {
  return startProcess('chain-proxy.ts', options);
}

/** Starts a proxy that breaks TLS open; `caFile` is the certificate of its authority. */
export async function startInspectingProxy(): Promise<ProxyProcess & { caFile: string; ca: string }> {
  const caDirectory = await mkdtemp(join(tmpdir(), 'runnel-inspecting-proxy-'));
  const started = await startProcess('inspecting-proxy.ts', { caDirectory });
  const caFile = join(caDirectory, 'certs/ca.pem');
  return {
    ...started,
    caFile,
    ca: await readFile(caFile, 'utf8'),
    async stop() {
      await started.stop();
      await rm(caDirectory, { recursive: true, force: true });
    },
  };
}

async function startProcess(file: string, options: ProxyOptions): Promise<ProxyProcess> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [JSON.stringify(options)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let words = '';
  child.stderr?.on('data', chunk => {
    words += chunk;
  });
  let requests: string[] = [];
  let pong = Promise.withResolvers<void>();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.on('message', (message: ProxyMessage) => {
    if (message.type === 'listening') resolve(message.port);
    else if (message.type === 'request') requests.push(message.target);
    else pong.resolve();
  });
  child.once('exit', () => reject(new Error(`${file} ended: ${words}`)));
  return {
    port: await promise,
    async requests() {
      pong = Promise.withResolvers();
      child.send('ping');
      await pong.promise;
      const taken = requests;
      requests = [];
      return taken;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}
