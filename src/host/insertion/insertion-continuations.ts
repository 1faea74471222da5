import * as vscode from 'vscode';
import { findAnswer } from '../../core/conversation/conversation.ts';
import type { Session } from '../../core/conversation/session.ts';
import { BrokenHint } from '../editor/broken-hint.ts';
import { BrokenInsertions } from '../editor/broken-insertions.ts';
import type { BrokenInsertion, InsertionResult } from '../editor/insertion-result.ts';
import type { InsertionRuns } from '../editor/insertion-runs.ts';
import type { ProposalOutcome, ProposalStream } from '../editor/proposal-stream.ts';
import { currentModel } from '../models.ts';
import { breakOf } from './answer-piece.ts';
import { explain, sayRunning } from './explain.ts';
import { type Insertion, ownerOf, sourceOf, withAnswer } from './insertion.ts';

/** How what broke off goes on: by its notice, the mark in the document, a command, or the chat. */
export class InsertionContinuations implements vscode.Disposable {
  readonly #runs: InsertionRuns;
  readonly #broken: BrokenInsertions;

  /** @param keep keeps a session alive while its answer may be continued, and returns the way to end that */
  constructor(runs: InsertionRuns, keep: (session: Session) => () => void) {
    this.#runs = runs;
    this.#broken = new BrokenInsertions(keep);
  }

  /**
   * Marks where an insertion broke off, and offers to go on there; resolves when the user has answered.
   *
   * @param tell says how the rest ended
   */
  async offer(
    insertion: Insertion,
    broken: BrokenInsertion,
    message: string | undefined,
    tell: (rest: Insertion, result: InsertionResult) => Promise<void>,
  ): Promise<void> {
    const { session, answerId } = insertion.piece;
    const error = breakOf(session, answerId) ?? { kind: 'truncated', message: message ?? '' };
    const id = this.#broken.add(id => {
      const hint = new BrokenHint({ broken, error, id });
      return {
        session,
        answerId,
        get document() {
          return broken.document;
        },
        ended: broken.ended,
        resume: async restId => {
          const rest = withAnswer(insertion, restId);
          await tell(rest, await this.#resume(rest, broken));
        },
        dispose: () => {
          hint.dispose();
          broken.dispose();
        },
      };
    });
    await this.#offerContinue(session, id, message);
  }

  /** The same for a proposal, which has no mark. */
  async offerInDiff(
    insertion: Insertion,
    stream: ProposalStream,
    message: string,
    tell: (rest: Insertion, outcome: ProposalOutcome) => Promise<void>,
  ): Promise<void> {
    const { session, answerId } = insertion.piece;
    const id = this.#broken.add(id => ({
      session,
      answerId,
      get document() {
        return stream.document;
      },
      ended: stream.proposal.closed,
      resume: async restId => {
        this.#broken.dropFound(id);
        const rest = withAnswer(insertion, restId);
        await tell(rest, await this.#resumeProposal(rest, stream));
      },
      dispose: () => undefined,
    }));
    await this.#offerContinue(session, id, message);
  }

  /** Asks for the rest of what broke off, and puts it there; without an id, of what the user looks at. */
  async continue(id?: number): Promise<void> {
    const resumable = this.#broken.find(id);
    const asked = resumable && findAnswer(resumable.session.conversation, resumable.answerId)?.model;
    if (!resumable || !asked) {
      void vscode.window.showInformationMessage(
        'There is no insertion to continue: none has broken off, or its end was changed or deleted since.',
      );
      return;
    }
    const { session, answerId } = resumable;
    if (session.running) return sayRunning();
    // As in the chat: who has chosen another model since does not want the one that failed.
    const rest = session.continueAnswer(answerId, currentModel() ?? asked);
    if (rest !== undefined) await resumable.resume(rest);
  }

  /** The rest of an answer is on its way: it goes where the answer broke off, too, if that place is still there. */
  async continued(session: Session, answerId: string, rest: string): Promise<void> {
    await this.#broken.findByAnswer(session, answerId)?.resume(rest);
  }

  /** Takes the mark of what broke off away; its text stays as it is. */
  keep(id?: number): void {
    this.#broken.dropFound(id);
  }

  dispose(): void {
    this.#broken.dispose();
  }

  #offerContinue(session: Session, id: number, message?: string): Promise<void> {
    const goOn = () => {
      if (this.#broken.find(id)) return this.continue(id);
      const lost = 'The document was changed where the text broke off, so the rest cannot be added there by itself.';
      return explain(session, `${lost} “Continue from Here” in the chat asks for the rest.`);
    };
    return explain(session, message, { Continue: goOn });
  }

  #resume(rest: Insertion, broken: BrokenInsertion): Promise<InsertionResult> {
    const title = 'Runnel: writing the rest into the document (Esc stops)';
    return this.#runs.run({ ...ownerOf(rest), documents: [broken.document] }, title, signal =>
      broken.resume(sourceOf(rest), signal),
    );
  }

  #resumeProposal(rest: Insertion, stream: ProposalStream): Promise<ProposalOutcome> {
    const title = 'Runnel: writing the rest of the diff (Esc stops)';
    return this.#runs.run({ ...ownerOf(rest), documents: stream.documents }, title, signal =>
      stream.resume(sourceOf(rest), signal),
    );
  }
}
