import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type LocalServer, startHttp, startHttps } from './servers.ts';

/** One request a chat server got. */
export interface ChatRequest {
  message: IncomingMessage;
  /** For what the methods below do not do. */
  response: ServerResponse;
  /** Writes a piece of the answer, beginning it if need be. */
  say(text: string): void;
  /** Ends the answer as a model does. */
  finish(): void;
  /** Resolves when the connection is gone, or the answer is written. */
  closed: Promise<void>;
}

/** A server of chat completions, whose words are the test's. */
export interface ChatServer extends LocalServer {
  requests: ChatRequest[];
  /** Resolves with the next request that no earlier call has taken. */
  next(): Promise<ChatRequest>;
}

/** Starts one on 127.0.0.1; in TLS with a certificate of test/fixtures/tls. Without `handle` it answers “Hello”, without `port`
 * on any free one. */
export async function startChatServer(
  certificate?: string,
  handle: (request: ChatRequest) => void = sayHello,
  port = 0,
): Promise<ChatServer> {
  const requests: ChatRequest[] = [];
  const takers: ((request: ChatRequest) => void)[] = [];
  let taken = 0;
  const listener: RequestListener = (message, response) => {
    message.resume();
    const request = chatRequest(message, response);
    requests.push(request);
    takers.shift()?.(request);
    handle(request);
  };
  const server = await (certificate === undefined ? startHttp(listener, port) : startHttps(certificate, listener));
  return {
    ...server,
    requests,
    next() {
      const request = requests[taken++];
      return request ? Promise.resolve(request) : new Promise(resolve => takers.push(resolve));
    },
  };
}

function sayHello(request: ChatRequest): void {
  request.say('Hel');
  request.say('lo');
  request.finish();
}

function chatRequest(message: IncomingMessage, response: ServerResponse): ChatRequest {
  const begin = () => {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
  };
  const send = (delta: unknown, reason: string | null) => {
    begin();
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`);
  };
  return {
    message,
    response,
    say: text => send({ content: text }, null),
    finish: () => {
      send({}, 'stop');
      response.end('data: [DONE]\n\n');
    },
    closed: new Promise(resolve => response.on('close', resolve)),
  };
}
