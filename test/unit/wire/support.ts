import type { StreamErrorItem, StreamItem, Usage } from '../../../src/core/delta.ts';
import { type BodyDecoder, createBodyDecoder, type DecodeOptions } from '../../../src/core/wire/decode-body.ts';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { wireFormats } from '../../../src/core/wire/wire-formats.ts';

/** A stream as a whole, so that it can be compared however it was cut. */
export interface Answer {
  text: string;
  reasoning: string;
  refusal: string;
  signatures: string[];
  tools: { id: string; name: string; argumentsText: string; complete: boolean }[];
  citations: (string | undefined)[];
  images: string[];
  usage?: Usage;
  finish?: string;
  error?: StreamErrorItem;
  start?: { id?: string; model?: string };
}

const encoder = new TextEncoder();

/** The UTF-8 bytes of a text. */
export function toBytes(text: string): Uint8Array {
  return encoder.encode(text);
}

/** How to read a body; chat completions if no format is named. */
export type DecodeAs = DecodeOptions & { format?: WireFormatId };

/** The items of a body cut into pieces. */
export function decodePieces(pieces: readonly Uint8Array[], { format, ...options }: DecodeAs = {}): StreamItem[] {
  const decoder: BodyDecoder = createBodyDecoder(wireFormats[format ?? 'openai-chat'], options);
  return [...pieces.flatMap(piece => decoder.push(piece)), ...decoder.end()];
}

/** The items of a body. */
export function decode(body: string | Uint8Array, as?: DecodeAs): StreamItem[] {
  return decodePieces([typeof body === 'string' ? toBytes(body) : body], as);
}

/** An event stream with one event a chunk; the marker for its end only if asked for. */
export function events(chunks: readonly unknown[], end = 'data: [DONE]\n\n'): string {
  return chunks.map(chunk => `data: ${JSON.stringify(chunk)}\n\n`).join('') + end;
}

/** A chunk with this delta. */
export function chunk(delta: unknown, finishReason: string | null = null, more: object = {}): object {
  return { id: 'c', model: 'm', choices: [{ index: 0, delta, finish_reason: finishReason }], ...more };
}

/** Cuts bytes into pieces of one size. */
export function cut(bytes: Uint8Array, size: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += size) pieces.push(bytes.subarray(start, start + size));
  return pieces;
}

/** Puts the items together, and checks what holds for every stream: one end, and nothing after it. */
export function collect(items: readonly StreamItem[]): Answer {
  const answer: Answer = {
    text: '',
    reasoning: '',
    refusal: '',
    signatures: [],
    tools: [],
    citations: [],
    images: [],
  };
  const tool = (id: string) => {
    const known = answer.tools.find(candidate => candidate.id === id);
    if (!known) throw new Error(`No tool call ${id} has been announced`);
    return known;
  };
  for (const item of items) {
    if (answer.finish !== undefined || answer.error) throw new Error(`${item.type} follows the end of the stream`);
    switch (item.type) {
      case 'response-start':
        if (answer.start) throw new Error('A second response-start');
        answer.start = item;
        break;
      case 'text-delta':
        answer.text += item.text;
        break;
      case 'reasoning-delta':
        answer.reasoning += item.text;
        if (item.signature !== undefined) answer.signatures.push(item.signature);
        break;
      case 'refusal-delta':
        answer.refusal += item.text;
        break;
      case 'tool-call-start':
        if (answer.tools.some(known => known.id === item.id)) throw new Error(`Tool call ${item.id} begins twice`);
        answer.tools.push({ id: item.id, name: item.name, argumentsText: '', complete: false });
        break;
      case 'tool-call-delta':
        tool(item.id).argumentsText += item.argumentsText;
        break;
      case 'tool-call-end':
        tool(item.id).complete = true;
        break;
      case 'citation':
        answer.citations.push(item.url);
        break;
      case 'image':
        answer.images.push(`${item.mimeType} ${item.base64}`);
        break;
      case 'usage':
        answer.usage = item.usage;
        break;
      case 'finish':
        answer.finish = item.reason;
        break;
      case 'error':
        answer.error = item;
        break;
    }
  }
  if (answer.finish === undefined && !answer.error) throw new Error('The stream has no end');
  return answer;
}
