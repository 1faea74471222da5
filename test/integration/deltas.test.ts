import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseCommand, UsageError } from '../../scripts/deltas-command.ts';
import type { WireFormatId } from '../../src/core/wire/wire-format.ts';
import { wireFormats } from '../../src/core/wire/wire-formats.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import { chunk, events } from '../unit/wire/support.ts';

interface Outcome {
  status: number | null;
  lines: unknown[];
  stderr: string;
}

async function deltas(args: string[], input: string | Uint8Array = '', env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  return outcomeOf(
    spawn('npm', ['run', '--silent', 'deltas', '--', ...args], { env: { ...process.env, ...env } }),
    input,
  );
}

/** The same without npm, which takes as long as all the rest. */
async function node(args: string[], input: string | Uint8Array = '', env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const child = spawn(process.execPath, ['scripts/deltas.ts', ...args], { env: { ...process.env, ...env } });
  return outcomeOf(child, input);
}

async function outcomeOf(child: ChildProcessWithoutNullStreams, input: string | Uint8Array): Promise<Outcome> {
  child.stdin.end(input);
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const lines = stdout.split('\n').filter(line => line !== '');
  return { status, lines: lines.map(line => JSON.parse(line)), stderr };
}

test('prints a delta a line', { timeout: 30_000 }, async () => {
  const body = events([chunk({ content: 'Hé' }), chunk({}, 'stop')]);
  expect(await deltas(['--format', 'openai-chat', '--chunk', '1'], body)).toEqual({
    status: 0,
    lines: [
      { type: 'response-start', id: 'c', model: 'm' },
      { type: 'text-delta', text: 'Hé' },
      { type: 'finish', reason: 'stop', rawReason: 'stop' },
    ],
    stderr: '',
  });
});

test('asks itself: once, with the key of the environment, and prints as it comes', { timeout: 30_000 }, async () => {
  let requests = 0;
  let authorization: string | undefined;
  const server = createServer((request, response) => {
    requests++;
    authorization = request.headers.authorization;
    response.writeHead(503, { 'retry-after': '0', 'content-type': 'application/json' });
    response.end('{"error":{"message":"busy"}}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const args = [
    '--format',
    'openai-chat',
    '--base-url',
    `http://127.0.0.1:${port}/v1`,
    '--model',
    'm',
    '--prompt',
    'Hi',
  ];
  const outcome = await deltas([...args, '--key-env', 'SOME_KEY'], '', { SOME_KEY: 'abc123' });
  server.close();
  expect(outcome).toMatchObject({ status: 1, lines: [{ type: 'error', kind: 'overloaded', status: 503 }], stderr: '' });
  expect([requests, authorization]).toEqual([1, 'Bearer abc123']);
});

test.each([
  [['--format', 'nope'], /“nope” is not known/],
  [['--format', 'openai-chat', '--frames', 'xml'], /--frames/],
  [['--format', 'openai-chat', '--chunk', '0'], /--chunk/],
  [['--format', 'openai-chat', '--chunk', '1.5'], /--chunk/],
  [['--format', 'openai-chat', '--wrong'], /wrong/],
  [['--format', 'openai-chat', 'file'], /file/],
  [['--format', 'openai-chat', '--model', 'm'], /--model needs --base-url/],
  [['--system', 'Be brief.'], /--system needs --base-url/],
  [['--think-tags', 'yes'], /--think-tags is tagged or open/],
  [
    ['--format', 'mistral', '--base-url', 'http://x', '--model', 'm', '--prompt', 'p', '--chunk', '1'],
    /--chunk is for/,
  ],
  [['--base-url', 'http://x', '--model', 'm', '--prompt', 'p', '--temperature', 'hot'], /--temperature/],
  [['--base-url', 'http://x', '--model', 'm', '--prompt', 'p', '--max-output-tokens', '0'], /--max-output-tokens/],
  [['--format', 'openai-chat', '--base-url', 'http://x', '--model', 'm'], /--prompt/],
  [
    ['--format', 'openai-chat', '--base-url', 'http://x', '--model', 'm', '--prompt', 'p', '--key-env', 'NO_SUCH'],
    /NO_SUCH is not set/,
  ],
])('%j is wrong usage', (args, message) => {
  expect(() => parseCommand(args, {})).toThrow(UsageError);
  expect(() => parseCommand(args, {})).toThrow(message);
});

test('wrong usage is one line, and has a status of its own', { timeout: 30_000 }, async () => {
  expect(await deltas(['--wrong'])).toEqual({
    status: 2,
    lines: [],
    stderr: "Unknown option '--wrong'. (--help lists the options.)\n",
  });
});

test('help lists the options and formats', { timeout: 30_000 }, async () => {
  const child = spawn('npm', ['run', '--silent', 'deltas', '--', '--help']);
  const [stdout, [status]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Usage:/);
  for (const format of Object.keys(wireFormats)) expect(stdout).toContain(format);
});

test('chat completions are the default format, and an empty input is called that', { timeout: 30_000 }, async () => {
  expect(await deltas([])).toMatchObject({
    status: 1,
    lines: [{ type: 'error', kind: 'truncated', message: 'The input is empty.' }],
    stderr: '',
  });
});

describe('every format', { timeout: 30_000 }, () => {
  let gateway: Gateway;
  beforeAll(async () => {
    const pace = { firstTokenMs: 0, tokensPerSecond: Number.POSITIVE_INFINITY };
    gateway = await startGateway({ pace, requireKey: 'sk-of-the-environment' });
  });
  afterAll(() => gateway.close());

  const env = { SAMPLE_KEY: 'sk-of-the-environment' };
  const live = (format: WireFormatId, model: string, ...more: string[]) => {
    const where = ['--base-url', gateway.baseUrlOf(format), '--key-env', 'SAMPLE_KEY'];
    return node(['--format', format, ...where, '--model', model, '--prompt', 'Grüße', ...more], '', env);
  };

  test.each(Object.keys(wireFormats) as WireFormatId[])(
    '%s: asks, and reads what was recorded of that',
    async format => {
      const asked = await live(
        format,
        'sample/signed-reasoning',
        '--system',
        'Be brief.',
        '--max-output-tokens',
        '9000',
      );
      expect(asked).toMatchObject({ status: 0, stderr: '' });
      const joined = (type: string) =>
        asked.lines.map(line => (isDelta(line) && line.type === type ? line.text : '')).join('');
      expect(joined('text-delta')).toBe(gateway.answerText('sample/signed-reasoning'));
      expect(joined('reasoning-delta')).toContain('First I list what both have in common');
      expect(asked.lines.at(-1)).toMatchObject({ type: 'finish', reason: 'stop' });
      const request = gateway.requests.at(-1);
      expect(JSON.stringify(request?.body)).toContain('Be brief.');
      expect(JSON.stringify(request?.body)).toContain('9000');

      const headers: Record<string, string> = {};
      for (const [name, value] of Object.entries(request?.headers ?? {})) {
        if (/^(?:content-type|authorization|x-|anthropic-)/.test(name)) headers[name] = String(value);
      }
      const body = JSON.stringify(request?.body);
      const recorded = await fetch(gateway.origin + request?.path, { method: 'POST', headers, body });
      const bytes = new Uint8Array(await recorded.arrayBuffer());
      expect(await node(['--format', format, '--chunk', '7'], bytes)).toEqual(asked);
    },
  );

  test('an error is the last line, and the status 1', async () => {
    const { status, lines } = await live('anthropic-messages', 'fault/error-in-stream');
    expect(status).toBe(1);
    expect(lines.at(-2)).toMatchObject({ type: 'text-delta' });
    expect(lines.at(-1)).toMatchObject({ type: 'error', kind: 'overloaded', retryable: true });
  });

  test('reasoning within the text is taken out when asked for', async () => {
    const { lines } = await live('ollama-ndjson', 'sample/think-open', '--think-tags', 'open');
    expect(lines.find(line => isDelta(line) && line.type !== 'response-start')).toMatchObject({
      type: 'reasoning-delta',
    });
  });

  test('an image goes with the prompt; a file that is none is wrong usage', async () => {
    const file = 'media/icon.png';
    const [sent, refused] = await Promise.all([
      live('gemini-generatecontent', 'sample/echo', '--image', file),
      live('gemini-generatecontent', 'sample/echo', '--image', 'package.json'),
    ]);
    expect(sent.status).toBe(0);
    expect(JSON.stringify(gateway.requests.at(-1)?.body)).toContain((await readFile(file)).toString('base64'));
    expect(refused).toMatchObject({ status: 2, lines: [], stderr: expect.stringContaining('package.json is no PNG') });
  });
});

function isDelta(line: unknown): line is { type: string; text?: string } {
  return typeof line === 'object' && line !== null && 'type' in line;
}
