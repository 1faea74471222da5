import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { chunk, events } from './support.ts';

/** Ways to keep a connection open that say nothing; all end in line feeds. */
const sseKeepAlives = [
  '\n',
  ':\n\n',
  ': OPENROUTER PROCESSING\n\n',
  ': keep-alive\n',
  'event: ping\n\n',
  'event: keep-alive\ndata:\n\n',
  'data: ping\n\n',
  'data\n\n',
  'id: 7\nretry: 3000\n\n',
  'unknown: field\n\n',
];

/** What servers of a format send, besides, to keep a connection open. */
const ownKeepAlives: Partial<Record<WireFormatId, readonly string[]>> = {
  'openai-chat': ['data: {"choices":[]}\n\n'],
  'openai-responses': [
    'data: {"type":"keepalive","sequence_number":3}\n\n',
    'event: response.keep_alive\ndata: {"type":"response.keep_alive"}\n\n',
    'event: response.something_new\ndata: {"type":"response.something_new","delta":"x"}\n\n',
  ],
  'anthropic-messages': [
    'event: ping\ndata: {"type": "ping"}\n\n',
    'data: {"type":"ping"}\n\n',
    'event: something_new\ndata: {"type":"something_new","text":"x"}\n\n',
  ],
  'gemini-generatecontent': ['data: {"usageMetadata":{"trafficType":"ON_DEMAND"}}\n\n', 'data: {}\n\n'],
  mistral: ['data: {"choices":[]}\n\n'],
};

/** Everything that may stand between two payloads of a format without meaning anything. */
export function keepAlivesOf(format: WireFormatId): readonly string[] {
  return format === 'ollama-ndjson' ? ['\n', ' \n', '\t\n\n'] : [...sseKeepAlives, ...(ownKeepAlives[format] ?? [])];
}

/** A stream of each format whose text comes in these pieces. */
export const textStreams: Readonly<Record<WireFormatId, (texts: readonly string[]) => string>> = {
  'openai-chat': texts => events([...texts.map(content => chunk({ content })), chunk({}, 'stop')]),
  mistral: texts =>
    events([...texts.map(text => chunk({ content: [{ type: 'text', text }] })), chunk({ content: '' }, 'stop')]),
  'openai-responses': texts => {
    const added = { type: 'response.output_item.added', output_index: 0, item: { type: 'message', content: [] } };
    const deltas = texts.map(delta => ({
      type: 'response.output_text.delta',
      output_index: 0,
      content_index: 0,
      delta,
    }));
    return events([added, ...deltas, { type: 'response.completed', response: { status: 'completed' } }], '');
  },
  'anthropic-messages': texts =>
    events(
      [
        { type: 'message_start', message: { id: 'm', usage: { input_tokens: 1 } } },
        { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
        ...texts.map(text => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
        { type: 'content_block_stop', index: 0 },
        { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 2 } },
        { type: 'message_stop' },
      ],
      '',
    ),
  'gemini-generatecontent': texts =>
    events(
      [
        ...texts.map(text => ({ candidates: [{ content: { parts: [{ text }] } }] })),
        { candidates: [{ finishReason: 'STOP' }] },
      ],
      '',
    ),
  'ollama-ndjson': texts =>
    [...texts.map(content => ({ message: { content }, done: false })), { done: true, done_reason: 'stop' }]
      .map(line => `${JSON.stringify(line)}\n`)
      .join(''),
};
