import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyEvent } from '../../../src/core/conversation/apply-event.ts';
import { emptyConversation, findAnswer, type Question } from '../../../src/core/conversation/conversation.ts';
import { requestMessages } from '../../../src/core/conversation/request-messages.ts';
import type { StreamItem } from '../../../src/core/delta.ts';
import { streamAnswer } from '../../../src/core/transport/stream-answer.ts';
import type { AnswerRequest, WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { wireFormats } from '../../../src/core/wire/wire-formats.ts';
import { createNodeTransport } from '../../../src/platform/node-transport.ts';
import { type Gateway, startGateway } from '../../support/gateway/gateway.ts';
import { SAMPLE_IMAGE } from '../../support/gateway/sample-answers.ts';
import { showcaseParts } from '../../support/gateway/showcase.ts';
import { streamOptions } from '../transport/support/run.ts';
import { type Answer, collect } from '../wire/support.ts';

/**
 * Every wire format against the gateway's own idea of its protocol: what we send is taken by a server that takes only
 * what the provider would, and what it answers is understood.
 */

const formats = Object.keys(wireFormats) as WireFormatId[];
const transport = createNodeTransport();
let gateway: Gateway;
beforeAll(async () => {
  const pace = { firstTokenMs: 0, tokensPerSecond: Number.POSITIVE_INFINITY };
  gateway = await startGateway({ pace, requireKey: 'sk-test' });
});
afterAll(async () => {
  await transport.close();
  await gateway.close();
});

async function items(format: WireFormatId, model: string, more: Partial<AnswerRequest> = {}): Promise<StreamItem[]> {
  const options = streamOptions(transport, '', {
    format: wireFormats[format],
    endpoint: { baseUrl: gateway.baseUrlOf(format), apiKey: 'sk-test' },
    request: { model, messages: [{ role: 'user', parts: [{ type: 'text', text: 'Why?' }] }], ...more },
  });
  const list: StreamItem[] = [];
  for await (const step of streamAnswer(options)) if (step.type !== 'state') list.push(step);
  return list;
}

async function ask(format: WireFormatId, model: string, more?: Partial<AnswerRequest>): Promise<Answer> {
  return collect(await items(format, model, more));
}

describe.each(formats)('%s', format => {
  test.each([
    'sample/markdown',
    'sample/unicode',
    'fault/one-byte-writes',
    'fault/gzip',
    'fault/br',
    'fault/no-stream',
  ])('%s arrives whole', async model => {
    const answer = await ask(format, model);
    expect(answer).toMatchObject({ text: gateway.answerText(model), reasoning: '', finish: 'stop' });
    expect(answer.start?.model).toBe(model);
    expect(answer.usage).toMatchObject({ inputTokens: 1, outputTokens: gateway.requests.at(-1)?.tokens.length });
  });

  test('all parts of a request are taken', async () => {
    const answer = await ask(format, 'sample/echo', {
      messages: [
        { role: 'system', parts: [{ type: 'text', text: 'Be brief.' }] },
        { role: 'user', parts: [{ type: 'text', text: 'First.' }] },
        { role: 'assistant', parts: [{ type: 'text', text: 'Done.' }] },
        {
          role: 'user',
          parts: [
            { type: 'image', ...SAMPLE_IMAGE },
            { type: 'text', text: 'And this?' },
          ],
        },
      ],
      maxOutputTokens: 4000,
      reasoningEffort: 'low',
    });
    expect(answer.error).toBeUndefined();
    expect(answer.text).toBe('And this?');
    expect(JSON.stringify(gateway.requests.at(-1)?.body)).toContain(SAMPLE_IMAGE.base64);
  });

  test.each([{ temperature: 0.5 }, { reasoningBudget: 2048, maxOutputTokens: 1000 }, { reasoningEffort: 'none' }])(
    'the parameters %j are taken',
    async parameters => {
      expect((await ask(format, 'sample/fast', parameters)).error).toBeUndefined();
    },
  );

  test.each(['sample/signed-reasoning', 'sample/hidden-reasoning', 'sample/reasoning'])(
    'what %s thinks is shown, and taken back by it',
    async model => {
      const thinking = { reasoningEffort: 'low' };
      const conversation = emptyConversation('c');
      const ref = { providerId: 'p', providerLabel: 'P', modelId: model };
      const question = (id: string, parentId: string | null): Question => ({
        role: 'user',
        id,
        parentId,
        text: 'Why?',
        attachments: [],
        at: 0,
      });
      applyEvent(conversation, { type: 'question', question: question('q1', null) });
      applyEvent(conversation, { type: 'answer-start', id: 'a', parentId: 'q1', model: ref, at: 0 });
      for (const delta of await items(format, model, thinking)) {
        if (delta.type === 'error') throw new Error(delta.message);
        applyEvent(conversation, { type: 'answer-delta', id: 'a', delta });
      }
      const reasoning = findAnswer(conversation, 'a')?.parts.flatMap(part => (part.type === 'reasoning' ? part : []));
      const text = reasoning?.map(part => part.text).join('');
      if (model === 'sample/signed-reasoning') expect(text).toMatch(/I choose\.\n\nThe second/);
      else if (model === 'sample/reasoning') expect(text).toMatch(/I choose\.$/);
      else expect(text).toBe('');

      applyEvent(conversation, { type: 'question', question: question('q2', 'a') });
      const next = conversation.messages.at(-1);
      if (next?.role !== 'user') throw new Error('no question');
      const messages = requestMessages(conversation, next, ref, undefined);
      const again = await ask(format, model, { messages, ...thinking });
      expect(again.error).toBeUndefined();
      // Anthropic and Responses sign every thought; the others as they are asked; Ollama has nothing of the kind.
      const signs: Record<WireFormatId, boolean> = {
        'openai-chat': model !== 'sample/reasoning',
        'openai-responses': true,
        'anthropic-messages': true,
        'gemini-generatecontent': model !== 'sample/reasoning',
        mistral: model === 'sample/signed-reasoning',
        'ollama-ndjson': false,
      };
      if (signs[format]) {
        // The mark of all signatures of the gateway.
        expect(JSON.stringify(gateway.requests.at(-1)?.body)).toContain('c2FtcGxl');
      }
    },
  );

  test('tool calls', async () => {
    const { tools, finish } = await ask(format, 'sample/tool-calls');
    expect(tools.map(({ name, argumentsText }) => [name, JSON.parse(argumentsText)])).toEqual([
      ['read_file', { path: 'src/loop.ts', lines: [1, 20] }],
      ['read_file', { path: 'src/größe.ts' }],
    ]);
    expect(tools.every(({ complete }) => complete)).toBe(true);
    expect(new Set(tools.map(({ id }) => id)).size).toBe(2);
    expect(finish).toBe('tool-calls');
  });

  test('an answer of all kinds of parts keeps its text', async () => {
    const answer = await ask(format, 'sample/showcase');
    expect(answer.text).toBe(gateway.answerText('sample/showcase'));
    expect(answer.reasoning).toContain('SKIP LOCKED');
  });

  test('sources are cited where the answer cites them', async () => {
    const conversation = emptyConversation('c');
    const model = { providerId: 'p', providerLabel: 'P', modelId: 'm' };
    applyEvent(conversation, { type: 'answer-start', id: 'a', parentId: 'q', model, at: 0 });
    for (const delta of await items(format, 'sample/showcase')) {
      if (delta.type !== 'error') applyEvent(conversation, { type: 'answer-delta', id: 'a', delta });
    }
    const { parts = [], citations = [] } = findAnswer(conversation, 'a') ?? {};
    const cited = citations.flatMap(({ at = [] }) =>
      at.map(({ part, offset }) => {
        const found = parts[part];
        return found?.type === 'text' ? found.text.slice(0, offset).slice(-20) : '?';
      }),
    );
    const expected = showcaseParts().flatMap((part, index, all) => {
      const before = all[index - 1];
      return part.type === 'citation' && before?.type === 'text' ? [before.text.trimEnd().slice(-20)] : [];
    });
    expect(expected.length).toBeGreaterThan(2);
    // Neither of them tells any source.
    const none: WireFormatId[] = ['mistral', 'ollama-ndjson'];
    expect(cited).toEqual(none.includes(format) ? [] : expected);
  });

  test('citations and images, where the protocol has them', async () => {
    const { citations } = await ask(format, 'sample/citations');
    const withoutUrls: WireFormatId[] = ['mistral', 'ollama-ndjson'];
    if (!withoutUrls.includes(format)) expect(citations).toContain('https://example.com/second?a=1&b=2');
    const { images } = await ask(format, 'sample/image');
    const withImages: WireFormatId[] = ['openai-chat', 'openai-responses', 'gemini-generatecontent'];
    if (withImages.includes(format)) expect(images).toEqual([`image/png ${SAMPLE_IMAGE.base64}`]);
  });

  test('a refusal, the limit and the filter are told apart', async () => {
    const refused = await ask(format, 'sample/refusal');
    const reasons: Partial<Record<WireFormatId, string>> = {
      'gemini-generatecontent': 'content-filter',
      mistral: 'stop',
      'ollama-ndjson': 'stop',
    };
    expect(refused.finish).toBe(reasons[format] ?? 'refusal');
    if (format !== 'gemini-generatecontent') expect(refused.text + refused.refusal).toContain('scripted refusal');
    expect((await ask(format, 'fault/length')).finish).toBe('length');
    if (!(format in { mistral: 1, 'ollama-ndjson': 1 })) {
      expect((await ask(format, 'fault/content-filter')).finish).toMatch(/^(?:content-filter|refusal)$/);
    }
  });

  test.each([
    ['fault/error-in-stream', /^(?:server|overloaded)$/],
    ['fault/truncate', /^truncated$/],
    ['fault/cut', /^truncated$/],
    ['fault/reset', /^truncated$/],
  ])('%s keeps the text that came', async (model, kind) => {
    const answer = await ask(format, model);
    expect(answer.error?.kind).toMatch(kind);
    expect(answer.error?.retryable).toBe(true);
    expect(answer.text).toBe(gateway.requests.at(-1)?.tokens.slice(0, 12).join(''));
  });

  test.each([
    ['fault/status-401', { kind: 'auth', retryable: false }],
    ['fault/model-404', { kind: 'not-found', retryable: false }],
    ['no/such-model', { kind: 'not-found', retryable: false }],
    ['fault/context-length', { kind: 'context-length', retryable: false }],
    ['fault/status-500', { kind: 'server', retryable: true }],
    ['fault/overloaded', { kind: 'overloaded', retryable: true }],
    ['fault/status-429', { kind: 'rate-limit', retryable: true }],
    ['fault/status-429-retry-after', { kind: 'rate-limit', retryAfterMs: 1000 }],
    ['fault/status-429-retry-after-ms', { kind: 'rate-limit', retryAfterMs: 250 }],
    ['fault/empty', { kind: 'truncated' }],
    ['fault/html', { kind: 'protocol', retryable: false }],
  ])('%s is an error of its kind', async (model, error) => {
    const answer = await ask(format, model);
    expect(answer.text).toBe('');
    expect(answer.error).toMatchObject(error);
  });

  test.each(['fault/status-429-reset', 'fault/status-429-retry-date'])('%s says how long to wait', async model => {
    const { error } = await ask(format, model);
    expect(error?.retryAfterMs).toBeGreaterThan(0);
    expect(error?.retryAfterMs).toBeLessThanOrEqual(2000);
  });

  test('a rejected temperature is named, and without it the answer comes', async () => {
    const { error } = await ask(format, 'fault/reject-temperature', { temperature: 0.5 });
    expect(error).toMatchObject({ kind: 'invalid-request', parameter: 'temperature', retryable: false });
    expect((await ask(format, 'fault/reject-temperature')).text).toBe(gateway.answerText('fault/reject-temperature'));
  });
});
