import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { applyEvent } from '../../../src/core/conversation/apply-event.ts';
import { type Answer, emptyConversation, findAnswer } from '../../../src/core/conversation/conversation.ts';
import type { Delta } from '../../../src/core/delta.ts';
import { createBodyDecoder } from '../../../src/core/wire/decode-body.ts';
import { openAiChat } from '../../../src/core/wire/openai-chat/openai-chat.ts';

/** An answer under way that has received these deltas. */
function answerOf(...deltas: Delta[]): Answer {
  const conversation = emptyConversation('c');
  const model = { providerId: 'p', providerLabel: 'P', modelId: 'm' };
  applyEvent(conversation, { type: 'answer-start', id: 'a', parentId: 'q', model, at: 0 });
  for (const delta of deltas) applyEvent(conversation, { type: 'answer-delta', id: 'a', delta });
  const answer = findAnswer(conversation, 'a');
  if (!answer) throw new Error('no answer');
  return answer;
}

const text = (piece: string): Delta => ({ type: 'text-delta', text: piece });

describe('an answer', () => {
  test('has no citations at first', () => {
    expect(answerOf().citations).toEqual([]);
  });

  test('keeps its text in one piece around citations', () => {
    const source: Delta = { type: 'citation', url: 'https://a.example/', title: 'A' };
    const answer = answerOf(text('```ts\nlet a'), source, text(' = 1;\n```'), { ...source, title: 'B' });
    expect(answer.parts).toEqual([{ type: 'text', text: '```ts\nlet a = 1;\n```' }]);
    expect(answer.citations).toEqual([
      { url: 'https://a.example/', title: 'A' },
      { url: 'https://a.example/', title: 'B' },
    ]);
  });

  test('knows where its text cites a source', () => {
    const source: Delta = { type: 'citation', title: 'A', cites: 'here' };
    const answer = answerOf(source, text('One. '), source, text('Two.'), { ...source, number: 2 });
    expect(answer.citations).toEqual([
      { title: 'A' },
      { title: 'A', at: [{ part: 0, offset: 4 }] },
      { title: 'A', number: 2, at: [{ part: 0, offset: 9 }] },
    ]);
  });

  test('keeps its text in one piece around a signature, and shows none of it', () => {
    const answer = answerOf(text('one '), { type: 'reasoning-delta', text: '', signature: 's' }, text('word'));
    expect(answer.parts).toEqual([{ type: 'text', text: 'one word', signature: 's' }]);
  });

  test('sets off what starts a paragraph, but not at its beginning', () => {
    const begun = { startsParagraph: true } as const;
    const answer = answerOf(
      { type: 'text-delta', text: 'One.', ...begun },
      { type: 'text-delta', text: 'Two.', ...begun },
    );
    expect(answer.parts).toEqual([{ type: 'text', text: 'One.\n\nTwo.' }]);
  });

  test.each<[Delta, string]>([
    [text('x'), 'streaming'],
    [{ type: 'refusal-delta', text: 'x' }, 'streaming'],
    [{ type: 'reasoning-delta', text: 'x' }, 'reasoning'],
    [{ type: 'reasoning-delta', text: '', signature: 'x' }, 'connecting'],
    [{ type: 'tool-call-start', id: 't', name: 'f' }, 'streaming'],
    [{ type: 'tool-call-delta', id: 't', argumentsText: '{}' }, 'streaming'],
    [{ type: 'tool-call-end', id: 't' }, 'streaming'],
    [{ type: 'citation', url: 'https://a.example/' }, 'streaming'],
    [{ type: 'image', mimeType: 'image/png', base64: '' }, 'streaming'],
    [{ type: 'response-start', model: 'm' }, 'connecting'],
    [{ type: 'usage', usage: {} }, 'connecting'],
    [{ type: 'finish', reason: 'stop' }, 'connecting'],
  ])('that receives %j is %s', (delta, state) => {
    expect(answerOf(delta).state).toBe(state);
  });
});

const recorded = new URL('../../../../shared/fixtures/compat-other/perplexity-citations.chunks.txt', import.meta.url);

test.runIf(existsSync(recorded))('a recorded answer with citations is one text', () => {
  const chunks = readFileSync(recorded, 'utf8').trim().split('\n');
  const decoder = createBodyDecoder(openAiChat);
  const items = decoder.push(new TextEncoder().encode([...chunks, '[DONE]'].map(data => `data: ${data}\n\n`).join('')));
  const answer = answerOf(...items.filter(item => item.type !== 'error'));
  expect(answer.parts.map(({ type }) => type)).toEqual(['text']);
  expect(answer.parts[0]).toMatchObject({ text: expect.stringMatching(/^The current population/) });
  expect(answer.citations.length).toBeGreaterThan(0);
});
