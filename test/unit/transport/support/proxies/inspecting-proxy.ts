// A proxy that reads what goes through it, as companies' proxies do, as a process of its own: the http-mitm-proxy package,
// which makes an authority of its own and signs certificates with it. Every name is 127.0.0.1 to it.
import { Agent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Proxy as InspectingProxy } from 'http-mitm-proxy';
import type { ProxyMessage, ProxyOptions } from './messages.ts';

const options: ProxyOptions = JSON.parse(process.argv[2] ?? '{}');
const tell = (message: ProxyMessage) => process.send?.(message);

const lookup: LookupFunction = (_, { all }, callback) =>
  all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4);

const proxy = new InspectingProxy();
proxy.onError(() => undefined);
proxy.onConnect((request, _socket, _head, callback) => {
  tell({ type: 'request', target: request.url ?? '' });
  callback();
});
proxy.listen(
  {
    host: '127.0.0.1',
    port: 0,
    ...(options.caDirectory === undefined ? {} : { sslCaDir: options.caDirectory }),
    // The servers behind it have certificates for tests.
    httpsAgent: new Agent({ rejectUnauthorized: false, lookup }),
  },
  () => tell({ type: 'listening', port: proxy.httpPort }),
);
process.on('disconnect', () => process.exit());
process.on('message', () => tell({ type: 'pong' }));
