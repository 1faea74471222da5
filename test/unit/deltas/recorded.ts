import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { isWireFormatId } from '../../../src/core/wire/wire-formats.ts';
import type { Answer } from '../wire/support.ts';

/** Recorded streams of real providers. They are other people's data and not part of the repository. */
const folder = new URL('../../../../shared/fixtures/', import.meta.url);

export const hasRecordings = existsSync(new URL('INDEX.tsv', folder));

/** A row of the recordings' index. */
export type Row = Readonly<Record<string, string>>;

/** All rows of the index. */
export function recordings(): Row[] {
  if (!hasRecordings) return [];
  const [head = '', ...lines] = readFileSync(new URL('INDEX.tsv', folder), 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map(line => Object.fromEntries(line.split('\t').map((cell, index) => [names[index] ?? '', cell])));
}

/** The formats a recording is read with: its protocol's, and Mistral's own where it comes from there. */
export function formatsOf({ protocol = '', provider }: Row): WireFormatId[] {
  if (!isWireFormatId(protocol)) throw new Error(`The protocol “${protocol}” is not known`);
  return provider === 'mistral' ? [protocol, 'mistral'] : [protocol];
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
  return {
    text: [Number(row.text_len), row.text_sha256],
    reasoning: [Number(row.reasoning_len), row.reasoning_sha256],
    tools: expectedTools(row),
    finish: row.finish,
    usage: JSON.parse(row.usage_norm || 'null'),
    citations: Number(row.citations),
    images: Number(row.images),
    isSigned: expectsSignature(row),
    errors: expectedErrors(row).map(error => error.message),
  };
}

/** The same of an answer. */
export function summaryOf(answer: Answer, row: Row): object {
  const expected = expectedErrors(row);
  return {
    text: fingerprint(answer.text),
    reasoning: fingerprint(answer.reasoning),
    tools: summaryOfTools(answer.tools, expectedTools(row)),
    finish: answer.error ? 'error' : answer.finish,
    usage: usageOf(answer),
    citations: citationCount(answer.citations.length, Number(row.citations)),
    images: answer.images.length,
    isSigned: expectsSignature(row) && answer.signatures.length > 0,
    // The provider's message stands in ours, perhaps without its full stop, or only its beginning.
    errors: answer.error
      ? expected.map(({ message }) =>
          answer.error?.message.includes(message.replace(/\.$/, '').slice(0, 120)) ? message : '?',
        )
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

/** A tool call as the index and the hostile cases write it. */
export interface ExpectedTool {
  /** `null` or `*` where the stream has none: any one will do that is unique. */
  id: string | null;
  name: string;
  args?: unknown;
  /** Of a call that is not complete. */
  argsText?: string;
  incomplete?: boolean;
}

/** An answer's tool calls by the names, and with the freedoms, of what is expected. */
export function summaryOfTools(tools: Answer['tools'], expected: readonly ExpectedTool[]): ExpectedTool[] {
  return tools.map(({ id, name, argumentsText, complete }, index) => {
    const model = expected[index];
    const isFree = (model?.id === null || model?.id === '*') && id !== '';
    return {
      id: isFree ? model.id : id,
      name,
      ...(model?.argsText === undefined
        ? { args: parseArguments(argumentsText, model?.args) }
        : { argsText: argumentsText }),
      ...(complete ? {} : { incomplete: true }),
    };
  });
}

/** Arguments that are no JSON stand under the name that the index has for them. */
function parseArguments(text: string, expected: unknown): unknown {
  if (typeof expected === 'object' && expected !== null && '__text' in expected) return { __text: text };
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch {
    return { __unparsed: text };
  }
}

/** The index counts every mention; that a source is told once only is as right. What it counts as none may be some. */
function citationCount(actual: number, expected: number): number {
  return expected === 0 || (actual > 0 && actual < expected) ? expected : actual;
}

function expectsSignature(row: Row): boolean {
  const extra = JSON.parse(row.extra || '{}') as { signatures?: number; thought_signatures?: number };
  return (extra.signatures ?? extra.thought_signatures ?? 0) > 0;
}

function expectedTools(row: Row): ExpectedTool[] {
  return JSON.parse(row.tool_calls || '[]') as ExpectedTool[];
}

function expectedErrors(row: Row): { message: string }[] {
  return JSON.parse(row.errors || '[]') as { message: string }[];
}

function fingerprint(text: string): [number, string] {
  return [text.length, createHash('sha256').update(text).digest('hex')];
}
