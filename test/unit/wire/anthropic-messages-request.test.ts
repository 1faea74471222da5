import { describe, expect, test } from 'vitest';
import { applyEvent } from '../../../src/core/conversation/apply-event.ts';
import { emptyConversation, type Question } from '../../../src/core/conversation/conversation.ts';
import { requestMessages } from '../../../src/core/conversation/request-messages.ts';
import { claudeVersion } from '../../../src/core/wire/anthropic-messages/claude-version.ts';
import type { AnswerRequest, Endpoint, RequestMessage, RequestPart } from '../../../src/core/wire/wire-format.ts';
import { wireFormats } from '../../../src/core/wire/wire-formats.ts';
import { block, itemsOf, start, stop, text } from './anthropic-messages-support.ts';

const hello: RequestMessage = { role: 'user', parts: [{ type: 'text', text: 'Hi' }] };

function build(request: Partial<AnswerRequest> = {}, endpoint: Partial<Endpoint> = {}) {
  return wireFormats['anthropic-messages'].buildRequest(
    { model: 'claude-sonnet-4-5', messages: [hello], ...request },
    { baseUrl: 'https://api.anthropic.com/v1', ...endpoint },
  );
}

function bodyOf(request: Partial<AnswerRequest> = {}, endpoint: Partial<Endpoint> = {}): Record<string, unknown> {
  return JSON.parse(build(request, endpoint).body ?? '');
}

function messagesOf(...messages: [RequestMessage['role'], ...RequestPart[]][]): unknown {
  return bodyOf({ messages: messages.map(([role, ...parts]) => ({ role, parts })) }).messages;
}

describe('the request', () => {
  test('asks for a stream', () => {
    const system: RequestMessage = { role: 'system', parts: [{ type: 'text', text: 'Be brief' }] };
    expect(build({}, { apiKey: 'key' })).toMatchObject({
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        'anthropic-version': '2023-06-01',
        'x-api-key': 'key',
      },
    });
    expect(build({}, { apiKey: 'key' }).headers).not.toHaveProperty('authorization');
    expect(bodyOf({ messages: [system, hello], temperature: 0.5 })).toEqual({
      model: 'claude-sonnet-4-5',
      max_tokens: 32_000,
      system: 'Be brief',
      messages: [{ role: 'user', content: 'Hi' }],
      stream: true,
      temperature: 0.5,
    });
  });

  test.each([
    ['https://api.anthropic.com', 'https://api.anthropic.com/v1/messages'],
    ['https://api.anthropic.com/v1/', 'https://api.anthropic.com/v1/messages'],
    ['https://h/anthropic', 'https://h/anthropic/v1/messages'],
    ['https://h/v1/messages', 'https://h/v1/messages'],
  ])('to %s goes to %s', (baseUrl, url) => expect(build({}, { baseUrl }).url.href).toBe(url));

  test('carries the key as the endpoint says, and lets the user decide', () => {
    const { headers } = build({}, { apiKey: 'key', keyHeader: 'authorization', headers: { 'anthropic-beta': 'x' } });
    expect(headers).toMatchObject({ authorization: 'Bearer key', 'anthropic-beta': 'x' });
    expect(headers).not.toHaveProperty('x-api-key');
    expect(bodyOf({ temperature: 1 }, { body: { max_tokens: 7, temperature: null } })).toMatchObject({ max_tokens: 7 });
  });
});

describe('messages', () => {
  test('hold images before the words about them', () => {
    expect(
      messagesOf(['user', { type: 'image', mimeType: 'image/jpg', base64: 'AA==' }, { type: 'text', text: 'What?' }]),
    ).toEqual([
      {
        role: 'user',
        content: [
          { type: 'image', source: { type: 'base64', media_type: 'image/jpeg', data: 'AA==' } },
          { type: 'text', text: 'What?' },
        ],
      },
    ]);
  });

  test('hold nothing the provider refuses', () => {
    expect(
      messagesOf(
        ['user', { type: 'text', text: 'Draw' }, { type: 'text', text: ' \n' }],
        ['assistant', { type: 'image', mimeType: 'image/png', base64: 'AA==' }],
        ['assistant', { type: 'text', text: 'Hm' }, { type: 'reasoning', text: 'more', signature: 's' }],
        ['user', { type: 'text', text: 'So?' }],
      ),
    ).toEqual([
      { role: 'user', content: 'Draw' },
      { role: 'assistant', content: 'Hm' },
      { role: 'user', content: 'So?' },
    ]);
  });

  /** What goes back of an answer that consists of these blocks. */
  function roundTrip(...blocks: object[][]): unknown {
    const conversation = emptyConversation('c');
    const model = { providerId: 'p', providerLabel: 'P', modelId: 'm' };
    const ask = (id: string, parentId: string | null = null): Question => {
      const question: Question = { role: 'user', id, parentId, text: id, attachments: [], at: 0 };
      applyEvent(conversation, { type: 'question', question });
      return question;
    };
    ask('q1');
    applyEvent(conversation, { type: 'answer-start', id: 'a', parentId: 'q1', model, at: 0 });
    for (const delta of itemsOf(start(), ...blocks, stop())) {
      if (delta.type !== 'error') applyEvent(conversation, { type: 'answer-delta', id: 'a', delta });
    }
    const messages = requestMessages(conversation, ask('q2', 'a'), model, undefined);
    return (bodyOf({ messages }).messages as { content: unknown }[])[1]?.content;
  }

  const thinking = (index: number, thought: string, signature: string) =>
    block(
      index,
      { type: 'thinking', thinking: '', signature: '' },
      { type: 'thinking_delta', thinking: thought },
      { type: 'signature_delta', signature },
    );
  const redacted = (index: number, data: string) => block(index, { type: 'redacted_thinking', data });

  test('give thinking back as it came', () => {
    expect(roundTrip(thinking(0, 'hm', 'c2ln'), redacted(1, 'RU5D'), text(2, 'A'), text(3, 'B'))).toEqual([
      { type: 'thinking', thinking: 'hm', signature: 'c2ln' },
      { type: 'redacted_thinking', data: 'RU5D' },
      { type: 'text', text: 'AB' },
    ]);
  });

  test('give back thinking that is not shown', () => {
    expect(roundTrip(redacted(0, 'RU5D'), redacted(1, 'VFdP'), thinking(2, '', 'c2ln'), text(3, 'A'))).toEqual([
      { type: 'redacted_thinking', data: 'RU5D' },
      { type: 'redacted_thinking', data: 'VFdP' },
      { type: 'thinking', thinking: '', signature: 'c2ln' },
      { type: 'text', text: 'A' },
    ]);
  });

  test('give back thinking between texts in its place', () => {
    expect(roundTrip(text(0, 'A'), thinking(1, 'hm', 'c2ln'), text(2, 'B'))).toEqual([
      { type: 'text', text: 'A' },
      { type: 'thinking', thinking: 'hm', signature: 'c2ln' },
      { type: 'text', text: 'B' },
    ]);
  });

  test('leave out thinking that nobody signed, and thinking at the end', () => {
    expect(roundTrip(thinking(0, 'hm', ''), text(1, 'A'), thinking(2, 'more', 'c2ln'))).toBe('A');
    expect(roundTrip(thinking(0, 'hm', ''), redacted(1, 'RU5D'), text(2, 'A'))).toEqual([
      { type: 'redacted_thinking', data: 'RU5D' },
      { type: 'text', text: 'A' },
    ]);
  });
});

describe('thinking', () => {
  const limits = (request: Partial<AnswerRequest>) => {
    const { max_tokens, thinking, output_config, temperature } = bodyOf({ temperature: 0.2, ...request });
    return { max_tokens, thinking, output_config, temperature };
  };
  const enabled = (budget_tokens: number) => ({ type: 'enabled', budget_tokens });

  test('is not spoken of unless something is set', () => {
    expect(limits({})).toEqual({ max_tokens: 32_000, temperature: 0.2 });
    expect(limits({ model: 'claude-3-5-haiku-20241022' }).max_tokens).toBe(8192);
    expect(limits({ model: 'deepseek-chat' }).max_tokens).toBe(8192);
    expect(limits({ maxOutputTokens: 100 }).max_tokens).toBe(100);
  });

  test.each([
    ['claude-sonnet-4-5', { reasoningEffort: 'low' }, enabled(2048), undefined],
    ['claude-3-7-sonnet-latest', { reasoningEffort: 'minimal' }, enabled(1024), undefined],
    ['deepseek-reasoner', { reasoningEffort: 'high' }, enabled(16_384), undefined],
    ['claude-sonnet-4-5', { reasoningEffort: 'made up' }, enabled(8192), undefined],
    ['claude-opus-4-6', { reasoningEffort: 'high' }, { type: 'adaptive' }, { effort: 'high' }],
    ['claude-opus-4-6', { reasoningEffort: 'high', reasoningBudget: 5000 }, enabled(5000), undefined],
    ['claude-opus-4-6', { reasoningEffort: 'none', reasoningBudget: 5000 }, enabled(5000), undefined],
    ['claude-sonnet-4-5', { reasoningBudget: 10 }, enabled(1024), undefined],
    ['claude-opus-4-7', { reasoningEffort: 'minimal' }, { type: 'adaptive', display: 'summarized' }, { effort: 'low' }],
    ['claude-opus-4-7', { reasoningBudget: 5000 }, { type: 'adaptive', display: 'summarized' }, undefined],
    ['claude-opus-5', { reasoningEffort: 'xhigh' }, { type: 'adaptive', display: 'summarized' }, { effort: 'xhigh' }],
  ])('of %s with %j', (model, request, thinking, output_config) => {
    const sent = limits({ model, ...request });
    expect(sent).toMatchObject({ thinking, ...(output_config ? { output_config } : {}) });
    expect(sent.output_config).toEqual(output_config);
    expect(sent.temperature).toBeUndefined();
    const budget = 'budget_tokens' in thinking ? thinking.budget_tokens : 0;
    expect(sent.max_tokens).toBeGreaterThan(budget);
  });

  test('is switched off', () => {
    const off = { thinking: { type: 'disabled' }, temperature: 0.2 };
    expect(limits({ reasoningEffort: 'none' })).toMatchObject(off);
    expect(limits({ reasoningBudget: 0, reasoningEffort: 'high' })).toMatchObject(off);
  });

  test('leaves room for the answer', () => {
    expect(limits({ maxOutputTokens: 4000, reasoningEffort: 'high' })).toMatchObject({
      max_tokens: 4000,
      thinking: enabled(2000),
    });
    expect(limits({ maxOutputTokens: 500, reasoningEffort: 'high' })).toMatchObject({
      max_tokens: 1524,
      thinking: enabled(1024),
    });
    expect(limits({ maxOutputTokens: 5000, reasoningBudget: 4000 }).max_tokens).toBe(5000);
    expect(limits({ maxOutputTokens: 4000, reasoningBudget: 4000 }).max_tokens).toBe(8000);
  });

  test.each([
    ['claude-3-haiku-20240307', 3],
    ['claude-3-5-sonnet-latest', 3.5],
    ['claude-3.7-sonnet', 3.7],
    ['claude-opus-4-20250514', 4],
    ['claude-opus-4-1-20250805', 4.1],
    ['anthropic/claude-sonnet-4.5', 4.5],
    ['us.anthropic.claude-haiku-4-5-20251001-v1:0', 4.5],
    ['claude-opus-4-6@20260101', 4.6],
    ['vertex/claude-opus-4-7', 4.7],
    ['claude-fable-5', 5],
    ['claude-2.1', 2.1],
    ['claude-mythos-preview', Number.POSITIVE_INFINITY],
    ['deepseek-chat', undefined],
  ])('%s is of generation %s', (model, version) => expect(claudeVersion(model)).toBe(version));
});
