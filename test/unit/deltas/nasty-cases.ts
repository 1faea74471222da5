import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { toBytes } from '../wire/support.ts';
import { type ExpectedTool, formatsOf, hasRecordings, recordedJson } from './recorded.ts';

/** A hostile stream, made by hand, and what must come of it. */
export interface NastyCase {
  id: string;
  protocol: string;
  description: string;
  status: number;
  headers: Record<string, string>;
  /** What the server writes at a time. */
  segments: (string | { b64: string })[];
  expected: {
    text: string;
    reasoning: string;
    refusal?: string;
    tools: ExpectedTool[];
    finish: string;
    usage: object | null;
    error: ExpectedError | null;
  };
}

/** What must be true of an error; fields that are not there are not looked at. */
export interface ExpectedError {
  kind: string;
  status?: number;
  retryable: boolean;
  retryAfterMs?: number;
  messageIncludes?: string;
  mustNotInclude?: string;
}

/** All hostile cases; none where the shared folder is absent. */
export function nastyCases(): NastyCase[] {
  return hasRecordings ? (recordedJson('nasty/cases.json') as { cases: NastyCase[] }).cases : [];
}

/** The formats a case is for: the ones named M are of Mistral, and in the dialect of chat completions. */
export function nastyFormatsOf({ id, protocol }: Pick<NastyCase, 'id' | 'protocol'>): WireFormatId[] {
  return formatsOf({ protocol, provider: id.startsWith('M') ? 'mistral' : '' });
}

/** The body of a case in the pieces it is written in. */
export function nastyPieces({ segments }: NastyCase): Uint8Array[] {
  return segments.map(segment => (typeof segment === 'string' ? toBytes(segment) : Buffer.from(segment.b64, 'base64')));
}
