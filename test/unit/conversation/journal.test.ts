import { describe, expect, test } from 'vitest';
import { answerText, type ConversationEvent, findAnswer } from '../../../src/core/conversation/conversation.ts';
import { isJournalled, journalLine, readJournal, readTitle } from '../../../src/core/conversation/journal.ts';

const model = { providerId: 'p', providerLabel: 'P', modelId: 'm' };
const question = { role: 'user', id: 'q', parentId: null, text: 'why?\nline 2', attachments: [], at: 1 } as const;
const events: ConversationEvent[] = [
  { type: 'conversation-start', id: 'c', at: 1 },
  { type: 'question', question: { ...question, attachments: [] } },
  { type: 'answer-start', id: 'a', parentId: 'q', model, at: 1 },
  { type: 'answer-delta', id: 'a', delta: { type: 'text-delta', text: 'Since “x”\u2028 is' } },
  { type: 'answer-delta', id: 'a', delta: { type: 'text-delta', text: ' – 𝕏' } },
];
const end: ConversationEvent = { type: 'turn-end', id: 'a', state: 'finished', timing: { totalMs: 5 } };
const whole = 'Since “x”\u2028 is – 𝕏';

describe('a journal', () => {
  test('gives the conversation back', () => {
    const conversation = readJournal('c', [...events, end].map(journalLine).join(''));
    expect(conversation.messages).toMatchObject([{ text: 'why?\nline 2' }, { state: 'finished' }]);
    const answer = findAnswer(conversation, 'a');
    expect(answer && answerText(answer)).toBe(whole);
  });

  test('that broke off in mid-answer keeps the text, and ends the answer with words', () => {
    const conversation = readJournal('c', events.map(journalLine).join(''));
    const answer = findAnswer(conversation, 'a');
    expect(answer && answerText(answer)).toBe(whole);
    expect(answer).toMatchObject({ state: 'failed', error: { kind: 'truncated', retryable: true } });
  });

  test('cut at any character still opens, with no more than was written', () => {
    const text = [...events, end].map(journalLine).join('');
    for (let length = 0; length <= text.length; length++) {
      const conversation = readJournal('c', text.slice(0, length));
      const answer = findAnswer(conversation, 'a');
      if (answer) expect(whole.startsWith(answerText(answer))).toBe(true);
    }
  });

  test('with broken lines gives all that can be had', () => {
    const lines = [...events, end].map(journalLine);
    lines.splice(
      4,
      0,
      '{"type":"answer-delta","id":"a"}\n',
      '{"type":"answer-del\n',
      'null\n',
      '{"type":"unheard-of"}\n',
      '\0\0\0\n',
    );
    const answer = findAnswer(readJournal('c', lines.join('')), 'a');
    expect(answer && answerText(answer)).toBe(whole);
  });

  test('tells its first question from its beginning alone', () => {
    const text = events.map(journalLine).join('');
    expect(readTitle(text.slice(0, 200))).toBe('why?\nline 2');
    expect(readTitle(text.slice(0, 60))).toBeUndefined();
  });

  test('tells its first question though what is attached to it is longer than the beginning', () => {
    const images = [{ label: 'a.png', mimeType: 'image/png', base64: 'A'.repeat(9000) }];
    const asked = {
      role: 'user',
      id: 'q',
      parentId: null,
      text: 'a "picture"\\',
      attachments: [],
      images,
      at: 0,
    } as const;
    const line = journalLine({ type: 'question', question: { ...asked, attachments: [] } });
    expect(readTitle(line.slice(0, 4000))).toBe('a "picture"\\');
  });

  test('holds no passing states', () => {
    expect(isJournalled({ type: 'answer-state', id: 'a', state: 'waiting' })).toBe(false);
    expect(events.every(isJournalled)).toBe(true);
  });
});
