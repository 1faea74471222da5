import { createServer, type IncomingMessage, request as sendRequest } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** An HTTP proxy on loopback that wants a login. Every host is 127.0.0.1 to it. */
export interface LocalProxy {
  port: number;
  /** What it was asked for, such as `CONNECT api.test:443` or `POST http://api.test/v1`; refusals begin with `407`. */
  requests: string[];
  close(): Promise<void>;
}

export async function startLocalProxy(login: string): Promise<LocalProxy> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const expected = `Basic ${Buffer.from(login).toString('base64')}`;
  const admit = ({ method, url, headers }: IncomingMessage) => {
    const admitted = headers['proxy-authorization'] === expected;
    requests.push(`${admitted ? '' : '407 '}${method} ${url}`);
    return admitted;
  };
  const server = createServer((message, response) => {
    if (!admit(message)) {
      response.writeHead(407, { 'proxy-authenticate': 'Basic realm="test"' }).end();
      return;
    }
    const { port, pathname, search } = new URL(message.url ?? '');
    const { method, headers } = message;
    const onward = sendRequest({ host: '127.0.0.1', port, path: pathname + search, method, headers }, answer => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    message.pipe(onward);
  });
  server.on('connect', (message, socket: Socket) => {
    socket.on('error', () => undefined);
    if (!admit(message)) {
      socket.end('HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm="test"\r\n\r\n');
      return;
    }
    const onward = connect(Number((message.url ?? '').split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
    onward.on('close', () => socket.destroy());
  });
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    requests,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
