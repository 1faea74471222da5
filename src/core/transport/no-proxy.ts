/** A server as a list of exceptions names it. */
export interface ProxyTarget {
  /** Lower case; an IPv6 address without its brackets. */
  host: string;
  /** The port, also where the URL leaves it to the scheme. */
  port: number;
}

/**
 * The first entry of a list of hosts without a proxy that names this server; undefined if none does.
 *
 * Entries are host names, which also stand for all names below them, with or without a leading `.` or `*.`; addresses;
 * networks such as `10.0.0.0/8`; each with a port or without; and `*` for everything. There is no standard; this is what
 * VS Code and curl both understand. Names are not looked up to find their address.
 */
export function findNoProxyEntry(entries: readonly string[], target: ProxyTarget): string | undefined {
  return entries.find(entry => matches(entry.trim().toLowerCase(), target));
}

/** Takes the value of `NO_PROXY` apart: commas, blanks or both. */
export function splitNoProxy(value: string): string[] {
  return value.split(/[\s,;]+/).filter(entry => entry !== '');
}

function matches(entry: string, target: ProxyTarget): boolean {
  if (entry === '') return false;
  if (entry === '*') return true;
  const network = /^\[?([^[\]/]+)\]?\/(\d{1,3})$/.exec(entry);
  if (network) return isInNetwork(target.host, network[1] ?? '', Number(network[2]));

  const { name, port } = splitPort(entry);
  if (port !== undefined && port !== target.port) return false;
  const suffix = name.replace(/^\*?\.+/, '').replace(/\.$/, '');
  const host = target.host.replace(/\.$/, '');
  if (suffix === '') return false;
  if (host === suffix) return true;
  const address = addressBytes(suffix);
  // Of an address there is nothing below: `0.0.1` is not the network of `10.0.0.1`.
  if (address || addressBytes(host)) return address !== undefined && isInNetwork(host, suffix, address.length * 8);
  return host.endsWith(`.${suffix}`);
}

function splitPort(entry: string): { name: string; port?: number } {
  const bracketed = /^\[(.*)\](?::(\d+))?$/.exec(entry);
  // An IPv6 address without brackets has many colons, and no port.
  const [, name = entry, port] = bracketed ?? /^([^:]*):(\d+)$/.exec(entry) ?? [];
  return port === undefined ? { name } : { name, port: Number(port) };
}

function isInNetwork(host: string, network: string, prefix: number): boolean {
  const address = addressBytes(host);
  const base = addressBytes(network);
  if (!address || !base || address.length !== base.length || prefix > base.length * 8) return false;
  return base.every((byte, index) => {
    const bits = Math.min(8, Math.max(0, prefix - index * 8));
    const mask = (0xff00 >> bits) & 0xff;
    return (byte & mask) === ((address[index] ?? 0) & mask);
  });
}

/** The bytes of an IP address in its usual forms; undefined for a name. */
function addressBytes(host: string): number[] | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(host)) {
    const bytes = host.split('.').map(Number);
    return bytes.every(byte => byte <= 255) ? bytes : undefined;
  }
  if (!host.includes(':')) return undefined;
  // The URL parser writes every form of an address in the same way, without dotted parts.
  const address = URL.parse(`http://[${host}]`)?.hostname.slice(1, -1);
  if (address === undefined) return undefined;
  const [before = '', after] = address.split('::');
  const head = words(before);
  const tail = after === undefined ? [] : words(after);
  const all = [...head, ...Array<number>(Math.max(0, 8 - head.length - tail.length)).fill(0), ...tail];
  return all.flatMap(word => [word >> 8, word & 0xff]);
}

function words(text: string): number[] {
  return text === '' ? [] : text.split(':').map(word => Number.parseInt(word, 16));
}
