import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { GatewayRequest } from './gateway-request.ts';

/** An answer given byte by byte, for a test that wants one thing exactly. */
export interface ScriptedAnswer {
  /** 200 if not given. */
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** Each is one write to the socket. */
  segments?: readonly (string | Uint8Array)[];
  /**
   * How it ends: `close` ends the body as HTTP wants it, `cut` closes the connection without the body's end, `reset`
   * resets the connection, `hang` sends nothing more until the client goes. `close` if not given.
   */
  end?: 'close' | 'cut' | 'reset' | 'hang';
  /** `hang` from the start: not even headers are sent. */
  silent?: boolean;
}

/** Lets the client read what has been written before a reset throws it away, in milliseconds. */
const BEFORE_RESET_MS = 40;

/** Writes a scripted answer. Every segment counts as a token of the request. */
export async function writeScripted(
  answer: ScriptedAnswer,
  request: GatewayRequest,
  response: ServerResponse,
): Promise<void> {
  if (answer.silent) return;
  response.writeHead(answer.status ?? 200, { 'content-type': 'text/event-stream', ...answer.headers });
  response.flushHeaders();
  for (const segment of answer.segments ?? []) {
    if (response.destroyed) return;
    response.write(segment);
    request.tokenWritten();
    // Each write in its own turn, so that the client reads them apart.
    await nextTurn();
  }
  await endAs(answer.end ?? 'close', request, response);
}

/** Ends an answer in the given way. */
export async function endAs(
  end: NonNullable<ScriptedAnswer['end']>,
  request: GatewayRequest,
  response: ServerResponse,
): Promise<void> {
  switch (end) {
    case 'close':
      response.end();
      return;
    case 'cut':
      request.endedByGateway = true;
      // Through the socket, below HTTP: what is written still goes out, but no end of the body.
      response.socket?.end();
      return;
    case 'reset':
      await new Promise(resolve => setTimeout(resolve, BEFORE_RESET_MS));
      request.endedByGateway = !response.destroyed;
      response.socket?.resetAndDestroy();
      return;
    case 'hang':
      return;
  }
}
