import { describe, expect, test } from 'vitest';
import { StreamFailure } from '../../../src/core/delta.ts';
import { chooseProxy } from '../../../src/core/transport/choose-proxy.ts';
import { defaultNetworkSettings, type NetworkSettings } from '../../../src/core/transport/network-settings.ts';
import { findNoProxyEntry, splitNoProxy } from '../../../src/core/transport/no-proxy.ts';

const API = 'https://api.example.com/v1/chat';

function choose(url: string, settings: Partial<NetworkSettings> = {}, environment: Record<string, string> = {}) {
  return chooseProxy(new URL(url), { ...defaultNetworkSettings, ...settings }, name => environment[name]);
}

function failureOf(settings: Partial<NetworkSettings>, environment: Record<string, string> = {}) {
  try {
    choose(API, settings, environment);
  } catch (cause) {
    if (StreamFailure.is(cause)) return cause.error;
    throw cause;
  }
  throw new Error('a proxy was chosen');
}

const PROXY = { proxy: 'http://proxy.test:8080' };

describe('which proxy', () => {
  test('the one of VS Code comes before the environment’s', () => {
    const { proxy, why } = choose(API, PROXY, { HTTPS_PROXY: 'http://other.test:1' });
    expect(proxy?.href).toBe('http://proxy.test:8080/');
    expect(why).toBe('http.proxy of VS Code');
  });

  test.each([
    [API, { https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1', http_proxy: 'http://c:1' }, 'https_proxy'],
    [API, { HTTPS_PROXY: 'http://b:1', http_proxy: 'http://c:1' }, 'HTTPS_PROXY'],
    [API, { HTTP_PROXY: 'http://c:1', all_proxy: 'http://d:1' }, 'HTTP_PROXY'],
    [API, { ALL_PROXY: 'http://d:1' }, 'ALL_PROXY'],
    ['http://api.example.com/', { https_proxy: 'http://a:1', http_proxy: 'http://c:1' }, 'http_proxy'],
    ['http://api.example.com/', { https_proxy: 'http://a:1' }, 'https_proxy'],
  ])('%s with %o goes by %s', (url, environment, name) => {
    const { proxy, why } = choose(url, {}, environment);
    expect(proxy?.origin).toBe((environment as Record<string, string>)[name]);
    expect(why).toBe(`${name} of the environment`);
  });

  test('none is set', () => {
    expect(choose(API)).toEqual({ why: 'neither VS Code nor the environment names one' });
    expect(choose(API, { proxy: '  ' }, { HTTPS_PROXY: ' ' }).proxy).toBeUndefined();
  });

  test.each([
    'localhost',
    'model.localhost',
    'localhost.',
    '127.0.0.1',
    '127.9.9.9',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '0.0.0.0',
  ])('%s is this machine and never behind a proxy', host => {
    const { proxy, why } = choose(`http://${host}:11434/v1`, { ...PROXY, noProxy: [] }, { HTTP_PROXY: 'http://b:1' });
    expect(proxy).toBeUndefined();
    expect(why).toMatch(/^\S+ is this machine$/);
  });

  test.each(['127.example.com', '128.0.0.1', 'localhost.example.com', '[::ffff:10.0.0.1]'])('%s is not', host => {
    expect(choose(`http://${host}/v1`, PROXY).proxy).toBeDefined();
  });

  test('support that is off is off, whatever is set', () => {
    const { proxy, why } = choose(API, { ...PROXY, proxyOff: true }, { HTTPS_PROXY: 'http://b:1' });
    expect(proxy).toBeUndefined();
    expect(why).toContain('http.proxySupport');
  });
});

describe('exceptions', () => {
  test('of VS Code replace those of the environment', () => {
    const environment = { NO_PROXY: 'api.example.com' };
    expect(choose(API, PROXY, environment)).toEqual({ why: 'NO_PROXY lists api.example.com' });
    expect(choose(API, { ...PROXY, noProxy: ['other.com'] }, environment).proxy).toBeDefined();
    expect(choose(API, { ...PROXY, noProxy: ['.example.com'] })).toEqual({
      why: 'http.noProxy of VS Code lists .example.com',
    });
    expect(choose(API, { ...PROXY, noProxy: ['', ' '] }, environment).proxy).toBeUndefined();
  });

  test('of the environment also hold for the environment’s proxy', () => {
    expect(choose(API, {}, { HTTPS_PROXY: 'http://b:1', no_proxy: 'a.com, *' })).toEqual({
      why: 'no_proxy lists * (everything)',
    });
  });

  test.each([
    ['api.example.com', 'api.example.com', true],
    ['example.com', 'api.example.com', true],
    ['.example.com', 'api.example.com', true],
    ['.example.com', 'example.com', true],
    ['*.example.com', 'api.example.com', true],
    ['EXAMPLE.com', 'api.example.com', true],
    ['example.com.', 'example.com', true],
    ['example.com', 'notexample.com', false],
    ['api.example.com', 'example.com', false],
    ['example.com:443', 'api.example.com', true],
    ['example.com:8443', 'api.example.com', false],
    ['*', 'anything', true],
    ['*:443', 'anything', false],
    ['.', 'anything', false],
    ['', 'anything', false],
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3:443', '10.1.2.3', true],
    ['2.3', '10.1.2.3', false],
    ['10.0.0.0/8', '10.1.2.3', true],
    ['10.0.0.0/8', '11.1.2.3', false],
    ['192.168.4.0/22', '192.168.7.255', true],
    ['192.168.4.0/22', '192.168.8.0', false],
    ['0.0.0.0/0', '8.8.8.8', true],
    ['10.0.0.0/33', '10.0.0.0', false],
    ['10.0.0.0/8', 'example.com', false],
    ['fd00::/8', 'fd12:3456::1', true],
    ['fd00::/8', 'fe80::1', false],
    ['[fd00::]/8', 'fd12::1', true],
    ['FD12:0:0:0:0:0:0:1', 'fd12::1', true],
    ['[fd12::1]:443', 'fd12::1', true],
    ['[fd12::1]:80', 'fd12::1', false],
    ['10.0.0.0/8', 'fd12::1', false],
  ])('%s and %s: %s', (entry, host, expected) => {
    expect(findNoProxyEntry([entry], { host, port: 443 })).toBe(expected ? entry : undefined);
  });

  test('are parted by commas, blanks or both', () => {
    expect(splitNoProxy(' a.com,b.com  c.com ,,\td.com;e.com')).toEqual(['a.com', 'b.com', 'c.com', 'd.com', 'e.com']);
  });
});

describe('the login', () => {
  const decoded = (authorization = '') => Buffer.from(authorization.replace('Basic ', ''), 'base64').toString();

  test('of the URL is decoded, sent as Basic, and stays out of the URL', () => {
    const { proxy, authorization } = choose(API, { proxy: 'http://j%C3%B6rg:p%40ss%3Aword@proxy.test:3128' });
    expect(proxy?.href).toBe('http://proxy.test:3128/');
    expect(decoded(authorization)).toBe('jörg:p@ss:word');
  });

  test('that is not encoded properly is taken as it stands', () => {
    expect(decoded(choose(API, { proxy: 'http://u:100%@proxy.test:1' }).authorization)).toBe('u:100%');
  });

  test('of http.proxyAuthorization comes first', () => {
    const settings = { proxy: 'http://u:p@proxy.test:1', proxyAuthorization: 'Bearer t0ken' };
    expect(choose(API, settings).authorization).toBe('Bearer t0ken');
  });

  test('with a line break would be a header of its own', () => {
    const error = failureOf({ ...PROXY, proxyAuthorization: 'Basic x\r\nX-Evil: 1' });
    expect(error.message).toContain('http.proxyAuthorization');
    expect(error.message).not.toContain('Evil');
  });
});

describe('a proxy that cannot be used', () => {
  test('a scheme is not needed', () => {
    expect(choose(API, {}, { HTTPS_PROXY: 'proxy.test:3128' }).proxy?.href).toBe('http://proxy.test:3128/');
    expect(choose(API, {}, { HTTPS_PROXY: 'u:p@proxy.test:3128' }).authorization).toBeDefined();
  });

  test.each(['socks5://u:secret@proxy.test:1080', 'socks://proxy.test', 'SOCKS4A://proxy.test', 'pac+http://a/p.pac'])(
    '%s names its kind and the way out',
    proxy => {
      const error = failureOf({ proxy });
      expect(error).toMatchObject({ kind: 'network', retryable: false });
      expect(error.message).toContain(proxy.slice(0, proxy.indexOf(':')).toLowerCase());
      expect(error.message).toContain('runnel.http.transport');
      expect(error.message).toContain('http.proxy of VS Code');
      expect(error.message).not.toContain('secret');
    },
  );

  test.each([
    'http://user:12#secret@proxy.test:8080',
    'http://user:12/secret@proxy.test:8080',
    'user:12#secret@proxy.test',
  ])('a password that is not encoded is neither taken for a port nor told: %s', proxy => {
    expect(() => choose(API, { proxy })).toThrow(/special characters .* percent-encoded/);
    expect(() => choose(API, { proxy })).not.toThrow(/secret|12/);
  });

  test('a script that names proxies is no proxy', () => {
    for (const proxy of ['http://wpad.test/wpad.dat', 'https://config.test/proxy.pac']) {
      const error = failureOf({ proxy });
      expect(error.message).toContain('“PAC script”');
      expect(error.message).toContain('runnel.http.transport');
    }
  });

  test.each([
    'http://',
    'http://u:secret@',
    'http://proxy.test:99999',
    'ftp://u:secret@proxy.test',
    'http://u:secret@a b',
  ])('%s is no address', proxy => {
    const error = failureOf({}, { HTTPS_PROXY: proxy });
    expect(error).toMatchObject({ kind: 'network', retryable: false });
    expect(error.message).toContain('HTTPS_PROXY of the environment');
    expect(error.message).toContain('http://host:port');
    expect(error.message).not.toContain('secret');
  });
});
