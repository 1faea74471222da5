import type { RequestListener } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type LocalServer, startHttp } from './servers.ts';

/** An answer, byte by byte. */
export interface WireAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** Each is one write to the socket. */
  segments: readonly (string | Uint8Array)[];
  /** Ends the body as HTTP wants it, or closes the connection without that, or resets it. */
  end: 'close' | 'cut' | 'reset';
}

/** A server that gives the answers it is told, whatever it is asked. */
export interface WireServer extends LocalServer {
  /** Set what the next requests are answered with, in order. */
  script(...answers: WireAnswer[]): void;
  /** How many requests have come. */
  requestCount: number;
}

/** Lets the client read what has been written before a reset throws it away, in milliseconds. */
const BEFORE_RESET_MS = 40;

export async function startWireServer(): Promise<WireServer> {
  const answers: WireAnswer[] = [];
  const listener: RequestListener = async (message, response) => {
    server.requestCount++;
    for await (const _ of message) {
      // Only to its end.
    }
    const answer = answers.shift();
    if (!answer) {
      response.writeHead(500).end('no answer was scripted');
      return;
    }
    response.writeHead(answer.status, answer.headers).flushHeaders();
    for (const segment of answer.segments) {
      response.write(segment);
      // Each write in its own turn, so that the client reads them apart.
      await nextTurn();
    }
    if (answer.end === 'close') response.end();
    // Through the socket, below HTTP: what is written still goes out, but no end of the body.
    else if (answer.end === 'cut') response.socket?.end();
    else setTimeout(() => response.socket?.resetAndDestroy(), BEFORE_RESET_MS);
  };
  const server: WireServer = {
    ...(await startHttp(listener)),
    requestCount: 0,
    script: (...next) => void answers.push(...next),
  };
  return server;
}
