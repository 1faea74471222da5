import { isEndState } from '../answer-state.ts';
import { answerText, type ConversationEvent, findAnswer } from './conversation.ts';
import type { Session } from './session.ts';

/**
 * The text of an answer from `offset` (UTF-16 code units) on: what is there now, then what still comes, to its end.
 *
 * Slow readers lose nothing: text gathers until it is asked for. Ends when the answer ends, in whatever state; throws
 * nothing. Leaving the loop early stops listening, not the answer.
 */
export async function* followAnswer(
  session: Session,
  answerId: string,
  offset = 0,
): AsyncGenerator<string, void, void> {
  let position = offset;
  let wake: (() => void) | undefined;
  const unsubscribe = session.onEvent((event: ConversationEvent) => {
    if ('id' in event && event.id === answerId) wake?.();
  });
  try {
    for (;;) {
      const answer = findAnswer(session.conversation, answerId);
      if (!answer) return;
      const text = answerText(answer);
      const isEnded = isEndState(answer.state);
      if (text.length > position) {
        yield text.slice(position);
        position = text.length;
        continue;
      }
      if (isEnded) return;
      await new Promise<void>(resolve => {
        wake = resolve;
      });
      wake = undefined;
    }
  } finally {
    unsubscribe();
  }
}
