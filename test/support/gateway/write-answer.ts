import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { Failure, StreamPiece } from './dialect.ts';
import type { Fault } from './faults.ts';
import type { GatewayRequest } from './gateway-request.ts';
import type { Pacer } from './pacer.ts';
import { endAs } from './scripted-answer.ts';

export interface WriteOptions {
  pieces: Iterable<StreamPiece>;
  contentType: string;
  /** How the protocol says an error in mid-stream. */
  errorInStream: (failure: Failure) => string;
  fault: Fault | undefined;
  pacer: Pacer;
  /** How long a fault of type `pause` waits, in milliseconds. */
  pauseMs: number;
}

/** Writes a stream at its pace, with its fault. What is no token goes out with the token before it. */
export async function writeStream(
  request: GatewayRequest,
  response: ServerResponse,
  { pieces, contentType, errorInStream, fault, pacer, pauseMs }: WriteOptions,
): Promise<void> {
  const write = startStream(response, contentType, fault);
  const pause = async (token: number) => {
    if (fault?.type === 'pause' && fault.beforeToken === token) await sleepUnlessClosed(pauseMs, response);
  };
  if (fault?.type === 'pause' && fault.beforeToken === 0) await pause(0);
  else response.flushHeaders();
  let token = 0;
  for (const piece of pieces) {
    if (piece.token) {
      if (fault?.type === 'break' && token >= fault.afterTokens) {
        if (fault.lastEvent) await write(errorInStream(fault.lastEvent));
        await endAs(fault.end, request, response);
        return;
      }
      if (token > 0) await pause(token);
      if (!(await pacer.next())) return;
    }
    await write(piece.data);
    if (!piece.token) continue;
    request.tokenWritten();
    token++;
  }
  await write('', true);
}

/** Writes a recording's bytes as they are, one piece in its turn after the other. */
export async function writeRecording(
  pieces: readonly Uint8Array[],
  contentType: string,
  request: GatewayRequest,
  response: ServerResponse,
  pacer: Pacer,
): Promise<void> {
  response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-cache' });
  response.flushHeaders();
  for (const piece of pieces) {
    if (!(await pacer.next()) || response.destroyed) return;
    if (!response.write(piece)) await drained(response);
    request.tokenWritten();
  }
  response.end();
}

/** Answers with one JSON document. */
export function writeJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Writes text to the client at the client's speed; `last` also ends the body. */
type Write = (text: string, last?: boolean) => Promise<void>;

function startStream(response: ServerResponse, contentType: string, fault: Fault | undefined): Write {
  const headers: Record<string, string> = { 'content-type': contentType, 'cache-control': 'no-cache' };
  if (fault?.type === 'compress') {
    response.writeHead(200, { ...headers, 'content-encoding': fault.encoding });
    const compressor =
      fault.encoding === 'gzip'
        ? createGzip({ flush: constants.Z_SYNC_FLUSH })
        : createBrotliCompress({
            flush: constants.BROTLI_OPERATION_FLUSH,
            params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
          });
    compressor.pipe(response);
    return async (text, last = false) => {
      if (text !== '') compressor.write(text);
      if (last) compressor.end();
    };
  }
  response.writeHead(200, headers);
  if (fault?.type === 'one-byte-writes') {
    return async (text, last = false) => {
      for (const byte of Buffer.from(text)) {
        if (response.destroyed) return;
        response.write(Uint8Array.of(byte));
        await nextTurn();
      }
      if (last) response.end();
    };
  }
  return async (text, last = false) => {
    if (response.destroyed) return;
    const room = text === '' || response.write(text);
    if (last) response.end();
    else if (!room) await drained(response);
  };
}

/** Resolves when there is room again, or nobody is there to make it. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}

function sleepUnlessClosed(ms: number, response: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      response.off('close', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    response.on('close', done);
  });
}
