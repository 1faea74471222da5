import type { Clock } from '../transport/clock.ts';
import type { HttpResponse, Transport } from '../transport/transport.ts';
import type { HttpRequest } from '../wire/wire-format.ts';
import { type DemoQuestion, demoAnswer } from './demo-script.ts';

/** Until the first piece, in milliseconds: about what a quick model takes. */
const FIRST_TOKEN_MS = 400;

/** Between two pieces, in milliseconds, in turn: about 75 a second, and not like a machine's beat. */
const GAPS_MS = [11, 16, 12, 15, 9, 17, 13, 14, 10, 16];

/**
 * The provider that works without key and network: answers any chat completions request with a scripted stream.
 *
 * It is a transport and no special case, so that its answers take the same way as any other's: request, bytes, events,
 * deltas.
 */
export function createDemoTransport(clock: Clock): Transport {
  return {
    async send(request, { signal, onSent }): Promise<HttpResponse> {
      signal.throwIfAborted();
      onSent?.();
      if (request.method === 'GET') return jsonResponse({ object: 'list', data: [{ id: 'demo', object: 'model' }] });
      return {
        status: 200,
        headers: { 'content-type': 'text/event-stream' },
        body: streamAnswer(demoAnswer(readQuestion(request)), clock, signal),
      };
    },
  };
}

async function* streamAnswer(text: string, clock: Clock, signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
  const pieces = text.match(/\s*\S{1,5}|\s+/gu) ?? [];
  let due = clock.now() + FIRST_TOKEN_MS;
  for (const [index, piece] of pieces.entries()) {
    // Against the clock and not one gap after the other: timers are late, and that must not add up.
    const wait = due - clock.now();
    if (wait > 0) await clock.sleep(wait, signal);
    signal.throwIfAborted();
    yield event(chunk([{ index: 0, delta: { content: piece }, finish_reason: null }]));
    due += GAPS_MS[index % GAPS_MS.length] ?? 0;
  }
  yield event(chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]));
  yield event({ ...chunk([]), usage: { completion_tokens: pieces.length } });
  yield event('[DONE]');
}

function chunk(choices: unknown[]): Record<string, unknown> {
  return { id: 'demo', object: 'chat.completion.chunk', created: 0, model: 'demo', choices };
}

const encoder = new TextEncoder();

function event(payload: unknown): Uint8Array {
  return encoder.encode(`data: ${typeof payload === 'string' ? payload : JSON.stringify(payload)}\n\n`);
}

function jsonResponse(body: unknown): HttpResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: once(body) };
}

async function* once(body: unknown): AsyncGenerator<Uint8Array, void, void> {
  yield encoder.encode(JSON.stringify(body));
}

/** Looks at the last user message for what the script can react to. */
function readQuestion(request: HttpRequest): DemoQuestion {
  const text = lastUserText(request.body ?? '');
  // As `requestMessages` writes an attachment.
  const attached = /^From (.+), lines? (\d+)(?: to (\d+))?:\n`{3,}(\S*)$/m.exec(text);
  const codeOnly = /\bcode block and nothing else\b|\bonly (?:the )?code\b|\bcode only\b/i.test(text);
  if (!attached) return { codeOnly };
  const [, label = '', startLine = '', endLine = startLine, languageId = ''] = attached;
  return { codeOnly, languageId, attachment: { label, startLine, endLine } };
}

function lastUserText(body: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return '';
  }
  const messages = isObject(parsed) && Array.isArray(parsed['messages']) ? parsed['messages'] : [];
  const last: unknown = messages.findLast((message: unknown) => isObject(message) && message['role'] === 'user');
  return isObject(last) && typeof last['content'] === 'string' ? last['content'] : '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
