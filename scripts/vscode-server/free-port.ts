import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port of loopback on which nobody listens: the preferred one if it is free, otherwise any. */
export async function findFreePort(preferred = 0): Promise<number> {
  const server = createServer();
  try {
    server.listen(preferred, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No TCP port to be had.');
    return address.port;
  } catch (error) {
    if (preferred !== 0) return findFreePort();
    throw error;
  } finally {
    server.close();
  }
}
