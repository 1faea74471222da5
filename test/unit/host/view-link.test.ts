import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEvent } from '../../../src/core/conversation/apply-event.ts';
import {
  answerText,
  type Conversation,
  type ConversationEvent,
  emptyConversation,
  findAnswer,
} from '../../../src/core/conversation/conversation.ts';
import { batchesInFlight, ViewLink } from '../../../src/host/panel/view-link.ts';
import type { ToView } from '../../../src/protocol/messages.ts';

const model = { providerId: 'p', providerLabel: 'P', modelId: 'm' };

/** A conversation with one answer under way, its link, and a stand-in for the view. */
function linked() {
  const conversation: Conversation = emptyConversation('c');
  const posted: ToView[] = [];
  const timers: (() => void)[] = [];
  const link = new ViewLink(conversation, {
    post: message => posted.push(structuredClone(message)),
    schedule: task => {
      timers.push(task);
      return () => timers.splice(timers.indexOf(task), 1);
    },
  });
  const happen = (event: ConversationEvent) => {
    applyEvent(conversation, event);
    link.push(event);
  };
  happen({ type: 'answer-start', id: 'a', parentId: 'q', model, at: 0 });
  const say = (text: string) => happen({ type: 'answer-delta', id: 'a', delta: { type: 'text-delta', text } });
  return { conversation, link, posted, say, tick: () => timers.shift()?.(), pending: () => timers.length };
}

const batches = (posted: ToView[]) => posted.filter(message => message.type === 'batch');

describe('the road to a view', () => {
  test('begins with a snapshot; before it, and while hidden, nothing is sent', () => {
    const { link, posted, say } = linked();
    say('before');
    expect(posted).toEqual([]);
    link.attach();
    expect(posted).toMatchObject([{ type: 'snapshot', conversation: { messages: [{ parts: [{ text: 'before' }] }] } }]);
    link.detach();
    say(' hidden');
    expect(posted).toHaveLength(1);
    link.attach();
    expect(posted.at(-1)).toMatchObject({
      type: 'snapshot',
      conversation: { messages: [{ parts: [{ text: 'before hidden' }] }] },
    });
  });

  test('sends the first delta at once and merges those that follow within a frame', () => {
    const { link, posted, say, tick } = linked();
    link.attach();
    say('a');
    expect(batches(posted)).toHaveLength(1);
    say('b');
    say('c');
    expect(batches(posted)).toHaveLength(1);
    tick();
    expect(batches(posted)).toMatchObject([
      { events: [{ delta: { text: 'a' } }] },
      { events: [{ delta: { text: 'bc' } }] },
    ]);
  });

  test('sends what waits at once when something else is to be said after it', () => {
    const { link, posted, say, pending } = linked();
    link.attach();
    say('a');
    say('b');
    link.hurry();
    expect(batches(posted)).toHaveLength(2);
    expect(pending()).toBe(1);
    link.hurry();
    expect(batches(posted)).toHaveLength(2);
  });

  test('stops sending when the view does not paint, and goes on with one merged batch when it does', () => {
    const { link, posted, say, tick } = linked();
    link.attach();
    for (let i = 0; i < 100; i++) {
      say('x');
      tick();
    }
    expect(batches(posted)).toHaveLength(batchesInFlight);
    const last = posted.at(-1);
    link.painted(last?.type === 'batch' ? last.seq : 0);
    expect(batches(posted)).toHaveLength(batchesInFlight + 1);
    expect(batches(posted).at(-1)).toMatchObject({ events: [{ delta: { text: 'x'.repeat(100 - batchesInFlight) } }] });
  });

  test('keeps the text of attachments in the host', () => {
    const { conversation, link, posted } = linked();
    const attachment = { label: 'a.ts', languageId: 'typescript', startLine: 1, endLine: 2, text: 'secret' };
    const question = { role: 'user' as const, id: 'q', parentId: null, text: 'why?', attachments: [attachment], at: 0 };
    link.attach();
    applyEvent(conversation, { type: 'question', question });
    link.push({ type: 'question', question });
    link.attach();
    expect(JSON.stringify(posted)).not.toContain('secret');
    expect(JSON.stringify(posted)).toContain('a.ts');
    expect(JSON.stringify(conversation)).toContain('secret');
  });

  test('leaves no timer behind when detached', () => {
    const { link, say, pending } = linked();
    link.attach();
    say('a');
    link.detach();
    expect(pending()).toBe(0);
  });

  test('shows another conversation by a snapshot of it', () => {
    const { link, posted } = linked();
    link.attach();
    link.show(emptyConversation('other'));
    expect(posted.at(-1)).toMatchObject({ type: 'snapshot', conversation: { id: 'other' } });
  });

  test('whatever happens in whatever order, a view that was sent everything has every character once', () => {
    const step = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ do: fc.constant('say' as const), text: fc.string({ minLength: 1, maxLength: 3 }) }),
      },
      { weight: 3, arbitrary: fc.constant({ do: 'tick' as const }) },
      { weight: 2, arbitrary: fc.constant({ do: 'paint' as const }) },
      fc.constant({ do: 'hide' as const }),
      fc.constant({ do: 'show' as const }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        const { conversation, link, posted, say, tick } = linked();
        let view: Conversation | undefined;
        let seq = 0;
        let read = 0;
        const receive = () => {
          for (const message of posted.slice(read)) {
            if (message.type === 'snapshot') view = message.conversation;
            else if (message.type === 'batch' && view) {
              expect(message.seq).toBe(seq + 1);
              for (const event of message.events) applyEvent(view, event);
            }
            if (message.type === 'snapshot' || message.type === 'batch') seq = message.seq;
          }
          read = posted.length;
        };
        link.attach();
        for (const each of steps) {
          if (each.do === 'say') say(each.text);
          else if (each.do === 'tick') tick();
          else if (each.do === 'hide') link.detach();
          else if (each.do === 'show') link.attach();
          receive();
          if (each.do === 'paint') link.painted(seq);
        }
        link.attach();
        receive();
        const truth = findAnswer(conversation, 'a');
        const shown = view && findAnswer(view, 'a');
        expect(shown && answerText(shown)).toBe(truth && answerText(truth));
      }),
    );
  });
});
