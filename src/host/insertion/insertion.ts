import type { Session } from '../../core/conversation/session.ts';
import { followPiece } from './answer-piece.ts';
import type { ReadPiece } from './pick-code.ts';

/** What goes to a place. */
export interface Insertion extends ReadPiece {
  /** Whether the answer was asked for to be inserted and for nothing else: it ends with the insertion. */
  ownsAnswer: boolean;
  /** The answer had ended before: what is there is wanted, whole or not. */
  asItIs: boolean;
}

/** The text of an insertion, to be read as its `reading` says. */
export function sourceOf({ piece, asItIs }: Insertion): AsyncIterable<string> {
  return followPiece(piece, asItIs);
}

/** The same for the rest of an answer that broke off. */
export function withAnswer(insertion: Insertion, answerId: string): Insertion {
  return { ...insertion, asItIs: false, piece: { session: insertion.piece.session, answerId } };
}

/** Whose insertion it is, for what runs it. */
export function ownerOf({ piece, ownsAnswer }: Insertion): { session: Session; ownsAnswer: boolean } {
  return { session: piece.session, ownsAnswer };
}
