import { describe, expect, test } from 'vitest';
import { answerOf } from './openai-chat-support.ts';
import { chunk, decode, events } from './support.ts';

describe('reasoning', () => {
  const detail = (fields: object) => ({ reasoning_details: [{ type: 'reasoning.text', ...fields }] });

  test.each([
    ['reasoning', [{ reasoning: 'a' }, { reasoning: 'b' }]],
    ['reasoning_content', [{ reasoning_content: 'a', content: null }, { reasoning_content: 'b' }]],
    ['a field that is renamed', [{ reasoning_content: 'a' }, { reasoning: 'b' }]],
    ['details', [detail({ text: 'a' }), { reasoning_details: [{ type: 'reasoning.summary', summary: 'b' }] }]],
    ['all at once', [{ reasoning: 'a', reasoning_content: 'a', ...detail({ text: 'a' }) }, { reasoning: 'b' }]],
    [
      'details in chunks of their own',
      [{ reasoning: 'a' }, detail({ text: 'a' }), { reasoning: 'b' }, detail({ text: 'ab' })],
    ],
    [
      'encrypted details beside',
      [{ reasoning: 'ab', reasoning_details: [{ type: 'reasoning.encrypted', data: 'x' }] }],
    ],
  ])('in %s counts once', (_, deltas) => {
    expect(answerOf([...deltas, { content: 'answer' }])).toMatchObject({ reasoning: 'ab', text: 'answer' });
  });

  test('that is long counts once, too, when details repeat a piece or all of it', () => {
    const pieces = Array.from({ length: 3000 }, (_, index) => `thought ${index}, `);
    const all = pieces.join('');
    const deltas = [...pieces.flatMap(text => [{ reasoning: text }, detail({ text })]), detail({ text: all })];
    expect(answerOf([...deltas, detail({ text: 'new' })]).reasoning).toBe(`${all}new`);
  });

  test.each([
    ['an object', [{ reasoning: { text: 'ab' } }]],
    ['the field of Copilot', [{ reasoning_text: 'a' }, { reasoning_text: 'b' }]],
  ])('may be %s', (_, deltas) => expect(answerOf(deltas).reasoning).toBe('ab'));

  test('has its signature once, after all of it and before the answer', () => {
    const items = decode(
      events([
        chunk({ reasoning_content: 'a', reasoning_signature: null }),
        chunk({ reasoning_content: 'b', reasoning_signature: 'sig' }),
        chunk({ reasoning_content: 'c', reasoning_signature: 'sig', content: '' }),
        chunk({ content: 'answer' }),
        chunk({ content: '!', reasoning_signature: 'sig' }, 'stop'),
      ]),
    );
    const signature = JSON.stringify({ reasoning_signature: 'sig' });
    expect(items.map(item => ('text' in item ? [item.type, item.text] : [item.type]))).toEqual([
      ['response-start'],
      ['reasoning-delta', 'a'],
      ['reasoning-delta', 'b'],
      ['reasoning-delta', 'c'],
      ['reasoning-delta', ''],
      ['text-delta', 'answer'],
      ['text-delta', '!'],
      ['finish'],
    ]);
    expect(items[4]).toEqual({ type: 'reasoning-delta', text: '', signature });
  });

  test('keeps OpenRouter’s details as they are to go back, its pieces joined', () => {
    const encrypted = { type: 'reasoning.encrypted', data: 'x', id: 'rs_1', format: 'openai-responses-v1', index: 1 };
    const { signatures, reasoning } = answerOf([
      { reasoning: 'a', ...detail({ text: 'a', index: 0, format: 'anthropic-claude-v1', signature: null }) },
      { reasoning: 'b', ...detail({ text: 'b', index: 0, format: null }) },
      detail({ text: '', signature: 'sig', index: 0 }),
      detail({ text: '', signature: 'sig', index: 0 }),
      { reasoning_details: [encrypted] },
      { reasoning_details: [encrypted], content: 'answer' },
      { reasoning_details: [{ type: 'reasoning.encrypted', data: 'y', index: 2 }] },
    ]);
    expect(reasoning).toBe('ab');
    const text = { type: 'reasoning.text', text: 'ab', index: 0, format: 'anthropic-claude-v1', signature: 'sig' };
    expect(signatures.map(signature => JSON.parse(signature))).toEqual([
      { reasoning_details: [text, encrypted] },
      { reasoning_details: [{ type: 'reasoning.encrypted', data: 'y', index: 2 }] },
    ]);
  });

  test('has no signature where nothing in the details is signed', () => {
    expect(answerOf([detail({ text: 'a', index: 0, format: 'unknown' }), { content: 'x' }]).signatures).toEqual([]);
  });
});
