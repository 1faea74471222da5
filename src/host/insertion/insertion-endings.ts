import { findAnswer } from '../../core/conversation/conversation.ts';
import type { Session } from '../../core/conversation/session.ts';
import type { InsertionResult, UnwrittenPlaces } from '../editor/insertion-result.ts';
import type { ProposalOutcome, ProposalStream } from '../editor/proposal-stream.ts';
import { currentModel } from '../models.ts';
import { breakOf } from './answer-piece.ts';
import { explain, sayRunning } from './explain.ts';
import { type Insertion, withAnswer } from './insertion.ts';
import type { InsertionContinuations } from './insertion-continuations.ts';

/** Finds where an answer was to go, and returns what puts another one there; undefined when that place is not there any more. */
export type FindAgain = () => Promise<((again: Insertion) => Promise<void>) | undefined>;

export interface InsertionEndingsOptions {
  continuations: InsertionContinuations;
  /** Keeps a session alive, and returns the way to end that. */
  keep: (session: Session) => () => void;
  /** Where a text can go whose document refuses it. */
  intoNewFile: (insertion: Insertion) => Promise<void>;
}

/** What the user is told when an insertion has ended, and offered where nothing came of it. */
export class InsertionEndings {
  readonly #options: InsertionEndingsOptions;

  constructor(options: InsertionEndingsOptions) {
    this.#options = options;
  }

  /**
   * Says why a text is not in its document, or not whole; resolves when the user has read it.
   *
   * @param write puts another answer to the places where nothing was written
   */
  async tellResult(
    insertion: Insertion,
    result: InsertionResult,
    write?: (again: Insertion, unwritten: UnwrittenPlaces) => Promise<void>,
  ): Promise<void> {
    const { session, answerId } = insertion.piece;
    const { continuations, intoNewFile } = this.#options;
    switch (result.outcome) {
      case 'finished':
      case 'stopped':
        return;
      case 'no-code':
      case 'source-failed': {
        if (result.broken)
          return continuations.offer(insertion, result.broken, result.message, (rest, ended) =>
            this.tellResult(rest, ended),
          );
        // Why the answer failed says more than what came of that in the document.
        const error = result.insertedCharacters === 0 ? breakOf(session, answerId) : undefined;
        const { unwritten } = result;
        const findAgain: FindAgain | undefined =
          unwritten &&
          write &&
          (async () => (unwritten.ranges.length > 0 ? again => write(again, unwritten) : undefined));
        try {
          return await this.tellNothing(insertion, error?.message ?? result.message, findAgain);
        } finally {
          unwritten?.dispose();
        }
      }
      case 'place-gone':
      case 'closed':
      case 'read-only':
        return explain(session, result.message, { 'New File': () => intoNewFile(insertion) });
    }
  }

  /** The same for a proposal. One without code is closed. */
  async tellProposal(
    insertion: Insertion,
    stream: ProposalStream,
    outcome: ProposalOutcome,
    findAgain?: FindAgain,
  ): Promise<void> {
    const { session, answerId } = insertion.piece;
    const error = breakOf(session, answerId);
    if (outcome === 'no-code' || (outcome === 'source-failed' && !stream.hasText)) {
      await stream.proposal.close();
      const message = error?.message ?? 'There is no code in the answer, so there is nothing to compare.';
      return this.tellNothing(insertion, message, findAgain);
    }
    if (outcome !== 'source-failed') return;
    const message = `The answer broke off, so the diff is incomplete: ${error?.message ?? ''}`;
    await this.#options.continuations.offerInDiff(insertion, stream, message, (rest, ended) =>
      this.tellProposal(rest, stream, ended),
    );
  }

  /**
   * Says why nothing came of an answer, and offers to ask the same again for the same place. Not for an answer that is read
   * in a chat: it is asked for again there.
   */
  async tellNothing(insertion: Insertion, message = '', findAgain?: FindAgain): Promise<void> {
    const { session, answerId } = insertion.piece;
    const asked = findAnswer(session.conversation, answerId)?.model;
    if (!insertion.ownsAnswer || !findAgain || !asked) return explain(session, message);
    // Its next answer has to come to this one.
    const release = this.#options.keep(session);
    const tryAgain = async () => {
      if (session.running) return sayRunning();
      const write = await findAgain();
      if (!write)
        return explain(
          session,
          'The place where the answer was to go is not there any more. Ask again where you want it.',
        );
      const again = session.regenerate(answerId, currentModel() ?? asked);
      if (again !== undefined) await write(withAnswer(insertion, again));
    };
    try {
      await explain(session, message, { 'Try Again': tryAgain });
    } finally {
      release();
    }
  }
}
