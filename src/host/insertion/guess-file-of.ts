import { isEndState } from '../../core/answer-state.ts';
import { answerText, findAnswer } from '../../core/conversation/conversation.ts';
import { followAnswer } from '../../core/conversation/follow-answer.ts';
import { findCodeBlocks } from '../../core/insertion/code-blocks.ts';
import { type GuessedFile, guessFile, hasFirstCodeLine } from '../../core/insertion/guess-file.ts';
import type { ReadPiece } from './pick-code.ts';

/** An answer of so many UTF-16 code units without a code block is not waited for any longer. */
const enough = 1000;

/** So much is waited for in any case. */
const most = 20_000;

/**
 * What file a piece of an answer is meant to be: waits until enough of it has come to tell. Prose is meant to be none.
 *
 * @returns `empty` when the answer has ended without any text; `stopped` when the signal said so meanwhile
 */
export async function guessFileOf(
  { piece, reading }: ReadPiece,
  signal: AbortSignal,
): Promise<GuessedFile | 'empty' | 'stopped'> {
  const { session, answerId, text, offset } = piece;
  const answer = findAnswer(session.conversation, answerId);
  if (!answer) return 'empty';
  if (text !== undefined) return guessFileAround(text, answerText(answer), offset);
  const isCertain = () => {
    const all = answerText(answer);
    if (isEndState(answer.state) || all.length - (offset ?? 0) > most || (reading === 'text' && all !== ''))
      return true;
    const hasBlock = offset !== undefined || findCodeBlocks(all).length > 0;
    return hasBlock ? hasFirstCodeLine(all, offset) : all.length > enough;
  };
  const stopped = new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
  const pieces = followAnswer(session, answerId);
  while (!isCertain() && !signal.aborted) await Promise.race([pieces.next(), stopped]);
  // Not awaited: a generator that waits for its next piece answers only then.
  void pieces.return();
  if (signal.aborted) return 'stopped';
  const all = answerText(answer);
  if (all.trim() === '') return 'empty';
  return reading === 'text' ? {} : guessFile(all, offset);
}

/** A part of a block has the block's language, but need not be a file of that name. */
function guessFileAround(text: string, answer: string, offset: number | undefined): GuessedFile {
  const block = findCodeBlocks(answer).find(({ code }) => code.includes(text.trim()));
  const start = offset ?? block?.offset;
  if (start === undefined) return {};
  const { tag } = guessFile(answer, start);
  return tag === undefined ? {} : { tag };
}
