import { isEndState } from '../../core/answer-state.ts';
import { answerText, findAnswer } from '../../core/conversation/conversation.ts';
import { followAnswer } from '../../core/conversation/follow-answer.ts';
import type { Session } from '../../core/conversation/session.ts';
import { type StreamError, StreamFailure } from '../../core/delta.ts';
import { findCodeBlocks } from '../../core/insertion/code-blocks.ts';
import type { Reading } from '../../core/insertion/source-reader.ts';

/** An answer, or a part of it. */
export interface AnswerPiece {
  session: Session;
  answerId: string;
  /** Only the code block that begins at this index of the answer's text, in UTF-16 code units. */
  offset?: number;
  /** Only this, which the user has selected in the answer. */
  text?: string;
}

/** How the text of a piece is to be read. */
export function readingOf({ offset, text }: AnswerPiece): Exclude<Reading, 'code'> {
  return offset === undefined || text !== undefined ? 'text' : 'block';
}

/** The answer's text before a piece that is a code block: it tells what list items the block is in. */
export function textBefore({ session, answerId, offset }: AnswerPiece): string | undefined {
  const answer = findAnswer(session.conversation, answerId);
  return offset === undefined || !answer ? undefined : answerText(answer).slice(0, offset);
}

/**
 * The text of a piece: what is there, then what still comes. For a code block it is the answer from the block on, to be
 * read as {@link readingOf} says.
 *
 * @param asItIs the answer had ended when the user chose the piece: what is there is all that is wanted
 * @throws StreamFailure while iterating, when the answer broke off; not with `asItIs`
 */
export async function* followPiece(piece: AnswerPiece, asItIs: boolean): AsyncGenerator<string, void, void> {
  const { session, answerId, offset, text } = piece;
  if (text !== undefined) {
    yield text;
    return;
  }
  yield* followAnswer(session, answerId, offset);
  const error = asItIs ? undefined : breakOf(session, answerId);
  if (error) throw new StreamFailure(error);
}

/** Whether all of the piece is there. */
export function isWhole(piece: AnswerPiece): boolean {
  const { session, answerId, offset, text } = piece;
  if (text !== undefined || hasEnded(piece)) return true;
  if (offset === undefined) return false;
  const answer = findAnswer(session.conversation, answerId);
  return findCodeBlocks(answer ? answerText(answer).slice(offset) : '')[0]?.closed === true;
}

/** Whether nothing more comes of the answer. */
export function hasEnded({ session, answerId }: AnswerPiece): boolean {
  const answer = findAnswer(session.conversation, answerId);
  return answer === undefined || isEndState(answer.state);
}

/** Why an answer is not all that it was to be, unless the user has stopped it. */
export function breakOf(session: Session, answerId: string): StreamError | undefined {
  const answer = findAnswer(session.conversation, answerId);
  if (answer?.state === 'failed') return answer.error ?? unknownError;
  if (answer?.state === 'finished' && answer.finish?.reason === 'length') return lengthError;
  return undefined;
}

const unknownError: StreamError = { kind: 'truncated', message: 'The answer broke off.', retryable: true };

const lengthError: StreamError = {
  kind: 'truncated',
  message: 'The answer has reached the most that the model may say at once.',
  retryable: false,
};
