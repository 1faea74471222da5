import { once } from 'node:events';
import { connect } from 'node:net';

/** Whether somebody listens at a port of loopback. */
export async function isListening(port: number): Promise<boolean> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return false;
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
