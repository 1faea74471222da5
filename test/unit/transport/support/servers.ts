import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterEach } from 'vitest';

/** A server on a free port of 127.0.0.1. */
export interface LocalServer {
  port: number;
  close(): Promise<void>;
}

/** Servers of one test file: each is closed when its test is over. To be called where the file registers its hooks. */
export function closedAfterEach(): (starting: Promise<LocalServer>) => Promise<LocalServer> {
  const servers: LocalServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map(server => server.close()));
  });
  return async starting => {
    const server = await starting;
    servers.push(server);
    return server;
  };
}

/** A file of test/fixtures/tls. */
export function tlsFixture(name: string): string {
  return readFileSync(new URL(`../../../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
}

export async function startHttp(listener: RequestListener, port = 0): Promise<LocalServer> {
  return listen(createHttpServer(listener), port);
}

export async function startHttps(certificate: string, listener: RequestListener): Promise<LocalServer> {
  return listen(createHttpsServer({ cert: tlsFixture(certificate), key: tlsFixture('key') }, listener));
}

/** A bare TCP server. */
export async function startTcp(onConnection: (socket: Socket) => void): Promise<LocalServer> {
  return listen(createTcpServer(onConnection));
}

/** A port at which nothing listens. */
export async function unusedPort(): Promise<number> {
  const server = await startTcp(() => {});
  await server.close();
  return server.port;
}

async function listen(server: Server, port = 0): Promise<LocalServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
