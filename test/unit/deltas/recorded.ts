import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Answer } from '../wire/support.ts';

/** Recorded streams of real providers. They are other people's data and not part of the repository. */
const folder = new URL('../../../../shared/fixtures/', import.meta.url);

export const hasRecordings = existsSync(new URL('INDEX.tsv', folder));

/** A row of the recordings' index. */
export type Row = Readonly<Record<string, string>>;

/** The rows of a protocol. */
export function recordings(protocol: string): Row[] {
  if (!hasRecordings) return [];
  const [head = '', ...lines] = readFileSync(new URL('INDEX.tsv', folder), 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  return lines
    .map(line => Object.fromEntries(line.split('\t').map((cell, index) => [names[index] ?? '', cell])))
    .filter(row => row.protocol === protocol);
}

/** The bytes of a recorded file. */
export function recordedBytes(file: string): Uint8Array {
  return readFileSync(new URL(file, folder));
}

/** A recorded file with JSON. */
export function recordedJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}

/** What a row says must come out. */
export function expectedOf(row: Row): object {
  const usage = JSON.parse(row.usage_norm ?? 'null');
  const errors = JSON.parse(row.errors ?? '[]') as { message: string }[];
  return {
    text: [Number(row.text_len), row.text_sha256],
    reasoning: [Number(row.reasoning_len), row.reasoning_sha256],
    tools: JSON.parse(row.tool_calls ?? '[]'),
    finish: row.finish,
    usage,
    citations: Number(row.citations),
    images: Number(row.images),
    errors: errors.map(error => error.message),
  };
}

/** The same of an answer. */
export function summaryOf(answer: Answer, row: Row): object {
  const expected = JSON.parse(row.errors ?? '[]') as { message: string }[];
  return {
    text: fingerprint(answer.text),
    reasoning: fingerprint(answer.reasoning),
    tools: answer.tools.map(summaryOfTool),
    finish: answer.error ? 'error' : answer.finish,
    usage: usageOf(answer),
    citations: Number(row.citations) === 0 ? 0 : answer.citations.length,
    images: answer.images.length,
    // The provider's message stands in ours, perhaps without its full stop.
    errors: answer.error
      ? expected.map(error => (answer.error?.message.includes(error.message.replace(/\.$/, '')) ? error.message : '?'))
      : [],
  };
}

/** An answer's usage by the names of the index. */
export function usageOf({ usage }: Answer): object | null {
  if (!usage) return null;
  return JSON.parse(
    JSON.stringify({
      input: usage.inputTokens,
      output: usage.outputTokens,
      cacheRead: usage.cachedInputTokens,
      cacheWrite: usage.cacheWriteTokens,
      reasoning: usage.reasoningTokens,
    }),
  );
}

function summaryOfTool(tool: Answer['tools'][number]): object {
  const { id, name, argumentsText, complete } = tool;
  let args: unknown;
  try {
    args = JSON.parse(argumentsText === '' ? '{}' : argumentsText);
  } catch {
    args = { __unparsed: argumentsText };
  }
  return complete ? { id, name, args } : { id, name, args, incomplete: true };
}

function fingerprint(text: string): [number, string] {
  return [text.length, createHash('sha256').update(text).digest('hex')];
}
