import { expect } from 'vitest';
import type { Transport } from '../../../../src/core/transport/transport.ts';
import type { WireFormat } from '../../../../src/core/wire/wire-format.ts';
import { streamOptions, streamToEnd } from './run.ts';
import type { WireServer } from './wire-server.ts';

/** Bytes a server sends, and what has to come of them. The form of `nasty/cases.json`. */
export interface WireCase {
  id: string;
  description: string;
  status: number;
  headers: Record<string, string>;
  segments: (string | { b64: string })[];
  end: 'close' | 'cut' | 'reset';
  expected: {
    text: string;
    reasoning: string;
    refusal?: string;
    tools: { id: string; name: string; args?: unknown; argsText?: string; incomplete?: boolean }[];
    /** A unified finish reason, or `error`. */
    finish: string;
    usage: Partial<Record<keyof typeof USAGE_FIELDS, number>> | null;
    error: {
      kind: string;
      status?: number;
      retryable?: boolean;
      retryAfterMs?: number;
      messageIncludes?: string;
      mustNotInclude?: string;
    } | null;
  };
}

const USAGE_FIELDS = {
  input: 'inputTokens',
  output: 'outputTokens',
  cacheRead: 'cachedInputTokens',
  cacheWrite: 'cacheWriteTokens',
  reasoning: 'reasoningTokens',
} as const;

/** Serves a case over a socket, one write a segment, and compares what comes out of the whole chain. */
export async function checkWireCase(
  wireCase: WireCase,
  { format, server, transport }: { format: WireFormat; server: WireServer; transport: Transport },
): Promise<void> {
  const { status, headers, end } = wireCase;
  const segments = wireCase.segments.map(segment =>
    typeof segment === 'string' ? segment : Uint8Array.from(Buffer.from(segment.b64, 'base64')),
  );
  server.script({ status, headers, end, segments });
  const before = server.requestCount;
  const outcome = await streamToEnd(streamOptions(transport, `http://127.0.0.1:${server.port}/v1`, { format }));
  expect(server.requestCount).toBe(before + 1);
  const { expected } = wireCase;

  expect(outcome.text).toBe(expected.text);
  expect(outcome.reasoning).toBe(expected.reasoning);
  expect(outcome.refusal).toBe(expected.refusal ?? '');
  expect(outcome.error ? 'error' : outcome.finish).toBe(expected.finish);
  expect(outcome.tools).toHaveLength(expected.tools.length);
  for (const [index, tool] of expected.tools.entries()) {
    const actual = outcome.tools[index];
    expect(actual?.name).toBe(tool.name);
    if (tool.id !== '*') expect(actual?.id).toBe(tool.id);
    expect(actual?.complete).toBe(!tool.incomplete);
    if (tool.incomplete) expect(actual?.argumentsText).toBe(tool.argsText);
    else expect(JSON.parse(actual?.argumentsText || '{}')).toEqual(tool.args);
  }
  if (expected.usage) {
    for (const [name, count] of Object.entries(expected.usage)) {
      expect(outcome.usage?.[USAGE_FIELDS[name as keyof typeof USAGE_FIELDS]], name).toBe(count);
    }
  } else expect(outcome.usage).toBeUndefined();
  if (expected.error) {
    const { messageIncludes, mustNotInclude, ...fields } = expected.error;
    expect(outcome.error).toMatchObject(fields);
    if (messageIncludes !== undefined) expect(outcome.error?.message).toContain(messageIncludes);
    if (mustNotInclude !== undefined) expect(outcome.error?.message).not.toContain(mustNotInclude);
  } else expect(outcome.error).toBeUndefined();
}
