import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { constants, createGzip } from 'node:zlib';
import { type ChatAnswer, completion, deltaChunk, sseEvent, usageChunk } from './chat-chunks.ts';
import type { Fault } from './faults.ts';
import { type GatewayRequest, isObject } from './gateway-request.ts';
import type { Pacer } from './pacer.ts';
import { endAs } from './scripted-answer.ts';

export interface ChatAnswerOptions {
  answer: ChatAnswer;
  fault: Fault | undefined;
  pacer: Pacer;
  /** How long a fault of type `pause` waits, in milliseconds. */
  pauseMs: number;
}

/** Answers a chat completion request: as a stream if it asks for one, else in one piece. */
export async function writeChatAnswer(
  request: GatewayRequest,
  response: ServerResponse,
  { answer, fault, pacer, pauseMs }: ChatAnswerOptions,
): Promise<void> {
  const body = isObject(request.body) ? request.body : {};
  if (body['stream'] !== true || fault?.type === 'no-stream') {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(completion(answer)));
    return;
  }
  const wantsUsage = isObject(body['stream_options']) && body['stream_options']['include_usage'] === true;
  const write = startStream(response, fault);
  const { model } = answer;
  const pause = async (index: number) => {
    if (fault?.type === 'pause' && fault.beforeToken === index) await sleepUnlessClosed(pauseMs, response);
  };

  if (fault?.type === 'pause' && fault.beforeToken === 0) await pause(0);
  else response.flushHeaders();
  let index = 0;
  const pieces: Record<string, string>[] = [
    ...(answer.reasoningTokens ?? []).map(token => ({ reasoning_content: token })),
    ...answer.tokens.map(token => ({ content: token })),
  ];
  for (const piece of pieces) {
    if (fault?.type === 'break' && index >= fault.afterTokens) {
      if (fault.lastEvent !== undefined) await write(fault.lastEvent);
      await endAs(fault.end, request, response);
      return;
    }
    if (index > 0) await pause(index);
    if (!(await pacer.next())) return;
    const role = index === 0 ? { role: 'assistant' } : {};
    await write(sseEvent(deltaChunk(model, { ...role, ...piece })));
    request.tokenWritten();
    index++;
  }
  await write(sseEvent(deltaChunk(model, {}, answer.finishReason ?? 'stop')));
  if (wantsUsage) await write(sseEvent(usageChunk(answer)));
  await write(sseEvent('[DONE]'), true);
}

/** Writes text to the client at the client's speed; `last` also ends the body. */
type Write = (text: string, last?: boolean) => Promise<void>;

function startStream(response: ServerResponse, fault: Fault | undefined): Write {
  const headers: Record<string, string> = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' };
  if (fault?.type === 'gzip') {
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip' });
    const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH });
    gzip.pipe(response);
    return async (text, last = false) => {
      gzip.write(text);
      if (last) gzip.end();
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
    const room = response.write(text);
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
