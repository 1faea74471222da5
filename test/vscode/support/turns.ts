import { type Answer, answerText } from '../../../src/core/conversation/conversation.ts';
import type { Session } from '../../../src/core/conversation/session.ts';

/** Resolves with this answer when its turn has ended. */
export function ended(session: Session, answerId: string): Promise<Answer> {
  return endOf(session, id => id === answerId);
}

/** Resolves with the next answer whose turn ends. */
export function nextEnd(session: Session): Promise<Answer> {
  return endOf(session, () => true);
}

function endOf(session: Session, isMeant: (answerId: string) => boolean): Promise<Answer> {
  return new Promise(resolve => {
    const stopListening = session.onEvent(event => {
      const answer = session.newestAnswer;
      if (event.type !== 'turn-end' || !isMeant(event.id) || answer?.id !== event.id) return;
      stopListening();
      resolve(answer);
    });
  });
}

/** Resolves when the newest answer's text is this. */
export function arrival(session: Session, text: string): Promise<void> {
  return new Promise(resolve => {
    const look = () => {
      const answer = session.newestAnswer;
      if (answer && answerText(answer) === text) resolve();
    };
    session.onEvent(look);
    look();
  });
}
