// An ordinary proxy, as a process of its own: the proxy-chain package. Every name is 127.0.0.1 to it, so that a test can
// ask for a host that is not loopback by its name.
import type { LookupFunction } from 'node:net';
import { Server } from 'proxy-chain';
import type { ProxyMessage, ProxyOptions } from './messages.ts';

const options: ProxyOptions = JSON.parse(process.argv[2] ?? '{}');
const tell = (message: ProxyMessage) => process.send?.(message);

const dnsLookup: LookupFunction = (_, { all }, callback) =>
  all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4);

const server = new Server({
  host: '127.0.0.1',
  port: 0,
  ...(options.tls ? { serverType: 'https', httpsOptions: options.tls } : { serverType: 'http' }),
  prepareRequestFunction: ({ username, password, hostname, port }) => {
    tell({ type: 'request', target: `${hostname}:${port}` });
    const { login } = options;
    const allowed = !login || (username === login.username && password === login.password);
    return { requestAuthentication: !allowed, dnsLookup: dnsLookup as never };
  },
});
await server.listen();
process.on('disconnect', () => process.exit());
process.on('message', () => tell({ type: 'pong' }));
tell({ type: 'listening', port: server.port });
