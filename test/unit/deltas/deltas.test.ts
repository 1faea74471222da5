import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { parseCommand, UsageError } from '../../../scripts/deltas-command.ts';
import { chunk, events } from '../wire/support.ts';

interface Outcome {
  status: number | null;
  lines: unknown[];
  stderr: string;
}

async function deltas(args: string[], input = '', env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const child = spawn('npm', ['run', '--silent', 'deltas', '--', ...args], { env: { ...process.env, ...env } });
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
  expect(stdout).toContain('openai-chat');
});

test('chat completions are the default format, and an empty input is called that', { timeout: 30_000 }, async () => {
  expect(await deltas([])).toMatchObject({
    status: 1,
    lines: [{ type: 'error', kind: 'truncated', message: 'The input is empty.' }],
    stderr: '',
  });
});
