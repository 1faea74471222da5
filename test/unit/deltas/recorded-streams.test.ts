import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { decodeRecorded, parseCommand, printItems } from '../../../scripts/deltas.ts';
import type { StreamItem } from '../../../src/core/delta.ts';
import { errorFromResponse } from '../../../src/core/wire/provider-error.ts';
import { collect, toBytes } from '../wire/support.ts';
import { expectedOf, hasRecordings, recordedBytes, recordedJson, recordings, summaryOf, usageOf } from './recorded.ts';

const chunkings = [undefined, 1, 7, 1000];

/** `DELTAS_CLI=1` sends every row through the command itself: minutes rather than seconds. */
const throughCli = process.env.DELTAS_CLI === '1';

function argumentsFor(framing: string, chunk: number | undefined): string[] {
  const frames = framing.startsWith('lines') ? ['--frames', 'jsonl'] : [];
  return ['--format', 'openai-chat', ...frames, ...(chunk === undefined ? [] : ['--chunk', String(chunk)])];
}

async function run(args: string[], body: Uint8Array): Promise<{ status: number; output: string }> {
  if (throughCli) {
    const { status, stdout } = spawnSync('node', ['scripts/deltas.ts', ...args], { input: body, encoding: 'utf8' });
    return { status: status ?? -1, output: stdout };
  }
  const command = parseCommand(args, {});
  if (command.mode !== 'recorded') throw new Error('These arguments are for a recording');
  async function* input() {
    yield body;
  }
  let output = '';
  const status = await printItems(decodeRecorded(input(), command), async line => {
    output += line;
  });
  return { status, output };
}

function parseLines(output: string): StreamItem[] {
  return output
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as StreamItem);
}

describe.runIf(hasRecordings)('recorded chat completions', () => {
  const rows = recordings('openai-chat');

  test.each(rows)('$file', { timeout: 60_000 }, async row => {
    const body = recordedBytes(row.file ?? '');
    for (const chunk of chunkings) {
      const { status, output } = await run(argumentsFor(row.framing ?? '', chunk), body);
      const answer = collect(parseLines(output));
      expect(summaryOf(answer, row), `cut into ${chunk ?? 'one'}`).toEqual(expectedOf(row));
      expect(status).toBe(row.finish === 'error' ? 1 : 0);
    }
  });

  test('are all there', () => expect(rows.length).toBe(48));
});

interface NastyCase {
  id: string;
  protocol: string;
  description: string;
  status: number;
  headers: Record<string, string>;
  segments: (string | { b64: string })[];
  expected: {
    text: string;
    reasoning: string;
    refusal?: string;
    tools: { id: string; name: string; args?: unknown; argsText?: string; incomplete?: boolean }[];
    finish: string;
    usage: object | null;
    error: null | {
      kind: string;
      status?: number;
      retryable: boolean;
      retryAfterMs?: number;
      messageIncludes?: string;
      mustNotInclude?: string;
    };
  };
}

describe.runIf(hasRecordings)('hostile streams', () => {
  const { cases } = hasRecordings ? (recordedJson('nasty/cases.json') as { cases: NastyCase[] }) : { cases: [] };
  const chat = cases.filter(nasty => nasty.protocol === 'openai-chat' && nasty.status === 200);

  test.each(chat)('$id $description', { timeout: 60_000 }, async nasty => {
    const pieces = nasty.segments.map(segment =>
      typeof segment === 'string' ? toBytes(segment) : Buffer.from(segment.b64, 'base64'),
    );
    const body = Buffer.concat(pieces);
    const { expected } = nasty;
    for (const size of chunkings) {
      const { output } = await run(argumentsFor('raw', size), body);
      const answer = collect(parseLines(output));
      expect(answer.text).toBe(expected.text);
      expect(answer.reasoning).toBe(expected.reasoning);
      expect(answer.refusal).toBe(expected.refusal ?? '');
      expect(answer.error ? 'error' : answer.finish).toBe(expected.finish);
      expect(usageOf(answer)).toEqual(expected.usage);
      expect(
        answer.tools.map(({ id, name, argumentsText, complete }) =>
          complete
            ? { id, name, args: JSON.parse(argumentsText || '{}') }
            : { id, name, argsText: argumentsText, incomplete: true },
        ),
      ).toEqual(expected.tools);
      if (expected.error) expectError(answer.error, expected.error);
    }
  });

  const refused = cases.filter(nasty => nasty.protocol === 'openai-chat' && nasty.status !== 200);
  test.each(refused)('$id $description', ({ status, headers, segments, expected }) => {
    const error = errorFromResponse({ status, headers, bodyText: segments.join('') });
    expectError(error, expected.error ?? { kind: '', retryable: false });
  });
});

function expectError(
  error: object | undefined,
  { messageIncludes = '', mustNotInclude, ...fields }: NonNullable<NastyCase['expected']['error']>,
): void {
  expect(error).toMatchObject({ ...fields, message: expect.stringContaining(messageIncludes) });
  if (mustNotInclude !== undefined) expect(JSON.stringify(error)).not.toContain(mustNotInclude);
}

describe.runIf(hasRecordings)('recorded refusals', () => {
  test.each([
    ['anthropic-400-effort', 'invalid-request', "does not support effort level 'xhigh'"],
    ['anthropic-404-model', 'not-found', 'claude-sonet-4-5'],
    ['azure-401-key', 'auth', 'invalid subscription key'],
    ['gemini-404-stream', 'not-found', 'custom-gemini-2.0-flash is not found'],
    ['gemini-429-retryinfo', 'rate-limit', 'exceeded your current quota'],
    ['groq-404-model', 'not-found', 'non-existent'],
    ['openai-400-image-url', 'invalid-request', 'Error while downloading'],
    ['openai-400-max-tokens-param', 'invalid-request', "'max_tokens' is not supported"],
    ['openai-chat-400-unsupported-role', 'invalid-request', "does not support 'developer'"],
    ['openai-chat-404-model', 'not-found', 'gpt-5.2-proo'],
    ['openrouter-429-upstream', 'rate-limit', 'temporarily rate-limited upstream'],
  ])('%s', (name, kind, message) => {
    const { status, headers, body } = recordedJson(`errors/${name}.json`) as {
      status: number;
      headers: Record<string, string>;
      body: string;
    };
    const error = errorFromResponse({ status, headers, bodyText: body });
    expect(error).toMatchObject({
      kind,
      status,
      retryable: kind === 'rate-limit',
      message: expect.stringContaining(message),
    });
    if (name === 'gemini-429-retryinfo') expect(error.retryAfterMs).toBe(34_400);
    if (name === 'openai-400-image-url') expect(error.requestId).toBe('req_7c57fbccf7204078932188550872a1f9');
  });
});
