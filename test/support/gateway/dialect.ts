import type { IncomingHttpHeaders } from 'node:http';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import type { Answer } from './answer.ts';
import type { GatewayRequest } from './gateway-request.ts';

/** One wire format as a server speaks it. */
export interface Dialect {
  readonly format: WireFormatId;
  readonly contentType: string;
  /** Whether the key is there, in the header that the protocol has for it. */
  hasKey(headers: IncomingHttpHeaders, key: string): boolean;
  /** Throws a `Rejection` for a request that the real provider would not take. */
  check(request: GatewayRequest): void;
  wantsStream(request: GatewayRequest): boolean;
  /** The last user message's text. */
  question(request: GatewayRequest): string;
  /** The answer as a stream. */
  stream(answer: Answer, request: GatewayRequest): Iterable<StreamPiece>;
  /** The answer in one piece. */
  document(answer: Answer, request: GatewayRequest): unknown;
  /** An error instead of an answer. */
  refusal(failure: Failure): Refusal;
  /** An error in the middle of a stream. */
  errorInStream(failure: Failure): string;
  /** Where in the body the fields are that `fault/reject-…` rejects: paths with dots. */
  readonly parameters: Readonly<Record<RejectableParameter, readonly string[]>>;
}

/** A write of a stream. */
export interface StreamPiece {
  data: string;
  /** Waits for its turn, and counts. */
  token: boolean;
}

export type RejectableParameter = 'temperature' | 'max-tokens' | 'reasoning';

/** What went wrong, for a dialect to say in its own words. */
export interface Failure {
  kind: FailureKind;
  message: string;
  /** The wire name of the field that is at fault, with dots for nested ones. */
  parameter?: string;
  headers?: Readonly<Record<string, string>>;
  /** Waiting time in seconds, said in the way the protocol has for it. */
  resetAfter?: number;
}

export type FailureKind =
  | 'auth'
  | 'rate-limit'
  | 'quota'
  | 'server'
  | 'overloaded'
  | 'bad-request'
  | 'unsupported-parameter'
  | 'context-length'
  | 'model-not-found'
  | 'not-found';

/** An error as it goes over the wire. */
export interface Refusal {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: unknown;
}

/** Thrown by a check: the request is answered with the failure. */
export class Rejection extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** One server-sent event; a dialect with names gives one. */
export function sseEvent(payload: unknown, event?: string): string {
  const data = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${data}\n\n`;
}

/** A key sent as `Authorization: Bearer …`. */
export function isBearer(headers: IncomingHttpHeaders, key: string): boolean {
  return headers.authorization === `Bearer ${key}`;
}
