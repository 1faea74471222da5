import { expect, test } from 'vitest';
import { applyEvent } from '../../../src/core/conversation/apply-event.ts';
import {
  type Attachment,
  type ConversationEvent,
  emptyConversation,
  type Question,
} from '../../../src/core/conversation/conversation.ts';
import { requestMessages } from '../../../src/core/conversation/request-messages.ts';

const model = { providerId: 'p', providerLabel: 'P', modelId: 'm' };

function question(id: string, parentId: string | null, text: string, attachments: Attachment[] = []): Question {
  return { role: 'user', id, parentId, text, attachments, at: 0 };
}

function answered(id: string, parentId: string, text: string): ConversationEvent[] {
  return [
    { type: 'answer-start', id, parentId, model, at: 0 },
    { type: 'answer-delta', id, delta: { type: 'reasoning-delta', text: 'not sent' } },
    { type: 'answer-delta', id, delta: { type: 'text-delta', text } },
  ];
}

test('the way down to the question is sent, siblings and empty answers are not', () => {
  const conversation = emptyConversation('c');
  const last = question('q2', 'a2', 'and then?');
  const events: ConversationEvent[] = [
    { type: 'question', question: question('q1', null, 'first') },
    ...answered('a1', 'q1', 'not chosen'),
    ...answered('a2', 'q1', 'chosen'),
    { type: 'question', question: last },
    { type: 'answer-start', id: 'a3', parentId: 'q2', model, at: 0 },
  ];
  for (const event of events) applyEvent(conversation, event);
  expect(requestMessages(conversation, last, model, 'Be brief.')).toEqual([
    { role: 'system', parts: [{ type: 'text', text: 'Be brief.' }] },
    { role: 'user', parts: [{ type: 'text', text: 'first' }] },
    { role: 'assistant', parts: [{ type: 'text', text: 'chosen' }] },
    { role: 'user', parts: [{ type: 'text', text: 'and then?' }] },
  ]);
});

test('an attachment is sent with its file, language and lines, fenced so that nothing in it can end the fence', () => {
  const conversation = emptyConversation('c');
  const attachment = {
    label: 'src/a\nb.md',
    languageId: 'markdown',
    startLine: 3,
    endLine: 5,
    text: 'x\n````ts\ny',
  };
  const asked = question('q', null, 'What is this?', [attachment]);
  applyEvent(conversation, { type: 'question', question: asked });
  expect(requestMessages(conversation, asked, model, undefined)).toEqual([
    {
      role: 'user',
      parts: [
        {
          type: 'text',
          text: 'From src/a b.md, lines 3 to 5:\n`````markdown\nx\n````ts\ny\n`````\n\nWhat is this?',
        },
      ],
    },
  ]);
});

test('what Runnel asks for goes behind the text of the question', () => {
  const conversation = emptyConversation('c');
  const asked: Question = { ...question('q', null, 'A loop.'), instruction: 'One code block and nothing else.' };
  applyEvent(conversation, { type: 'question', question: asked });
  expect(requestMessages(conversation, asked, model, undefined)).toEqual([
    { role: 'user', parts: [{ type: 'text', text: 'A loop.\n\nOne code block and nothing else.' }] },
  ]);
});

test('a question that was never answered is joined with the next, since strict servers take no two in a row', () => {
  const conversation = emptyConversation('c');
  const last = question('q2', 'a1', 'still there?');
  const events: ConversationEvent[] = [
    { type: 'question', question: question('q1', null, 'first') },
    { type: 'answer-start', id: 'a1', parentId: 'q1', model, at: 0 },
    { type: 'question', question: last },
  ];
  for (const event of events) applyEvent(conversation, event);
  expect(requestMessages(conversation, last, model, undefined)).toEqual([
    { role: 'user', parts: [{ type: 'text', text: 'first\n\nstill there?' }] },
  ]);
});

test('images go before the words of their question', () => {
  const conversation = emptyConversation('c');
  const asked = {
    ...question('q', null, 'What is this?'),
    images: [{ label: 'a.png', mimeType: 'image/png', base64: 'AA==' }],
  };
  applyEvent(conversation, { type: 'question', question: asked });
  expect(requestMessages(conversation, asked, model, undefined)).toEqual([
    {
      role: 'user',
      parts: [
        { type: 'image', mimeType: 'image/png', base64: 'AA==' },
        { type: 'text', text: 'What is this?' },
      ],
    },
  ]);
});

test('what a model thought goes back to the same model with its signature, and to no other', () => {
  const conversation = emptyConversation('c');
  const last = question('q2', 'a', 'and then?');
  const events: ConversationEvent[] = [
    { type: 'question', question: question('q1', null, 'first') },
    { type: 'answer-start', id: 'a', parentId: 'q1', model, at: 0 },
    { type: 'answer-delta', id: 'a', delta: { type: 'reasoning-delta', text: 'hm', signature: 's1' } },
    { type: 'answer-delta', id: 'a', delta: { type: 'reasoning-delta', text: '', signature: 's2' } },
    { type: 'answer-delta', id: 'a', delta: { type: 'text-delta', text: 'so' } },
    { type: 'answer-delta', id: 'a', delta: { type: 'reasoning-delta', text: '', signature: 's3' } },
    { type: 'question', question: last },
  ];
  for (const event of events) applyEvent(conversation, event);
  expect(requestMessages(conversation, last, model, undefined)[1]?.parts).toEqual([
    { type: 'reasoning', text: 'hm', signature: 's1' },
    { type: 'reasoning', text: '', signature: 's2' },
    { type: 'text', text: 'so', signature: 's3' },
  ]);
  expect(requestMessages(conversation, last, { ...model, modelId: 'other' }, undefined)[1]?.parts).toEqual([
    { type: 'text', text: 'so' },
  ]);
});
