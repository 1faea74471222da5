import * as vscode from 'vscode';
import { findAnswer } from '../../core/conversation/conversation.ts';
import type { Session } from '../../core/conversation/session.ts';
import { BrokenHint } from '../editor/broken-hint.ts';
import { BrokenInsertions } from '../editor/broken-insertions.ts';
import type { BrokenInsertion, InsertionResult, UnwrittenPlaces } from '../editor/insertion-result.ts';
import type { InsertionRuns } from '../editor/insertion-runs.ts';
import type { ProposalOutcome, ProposalStream } from '../editor/proposal-stream.ts';
import { withoutLinks } from '../without-links.ts';
import { breakOf } from './answer-piece.ts';
import { type Insertion, ownerOf, sourceOf, withAnswer } from './insertion.ts';

/** What the user is offered besides *Show in Chat*: the label of a button, and what it does. */
type Actions = Record<string, () => Promise<void>>;

/** Finds where an answer was to go, and returns what puts another one there; undefined when that place is not there any more. */
export type FindAgain = () => Promise<((again: Insertion) => Promise<void>) | undefined>;

/** How insertions end, for the user: what is said, and how one that broke off goes on. */
export class InsertionEndings implements vscode.Disposable {
  readonly #runs: InsertionRuns;
  readonly #broken: BrokenInsertions;
  readonly #keep: (session: Session) => () => void;
  readonly #intoNewFile: (insertion: Insertion) => Promise<void>;

  /**
   * @param keep keeps a session alive, and returns the way to end that
   * @param intoNewFile where a text can go whose document refuses it
   */
  constructor(
    runs: InsertionRuns,
    keep: (session: Session) => () => void,
    intoNewFile: (insertion: Insertion) => Promise<void>,
  ) {
    this.#runs = runs;
    this.#keep = keep;
    this.#broken = new BrokenInsertions(keep);
    this.#intoNewFile = intoNewFile;
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
    switch (result.outcome) {
      case 'finished':
      case 'stopped':
        return;
      case 'no-code':
      case 'source-failed': {
        if (result.broken) return this.#brokeOff(insertion, result.broken, result.message);
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
        return this.explain(session, result.message, { 'New File': () => this.#intoNewFile(insertion) });
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
    const id = this.#broken.add(id => ({
      session,
      answerId,
      get document() {
        return stream.document;
      },
      ended: stream.proposal.closed,
      resume: rest => {
        this.#broken.dropFound(id);
        return this.#resumeProposal(withAnswer(insertion, rest), stream);
      },
      dispose: () => undefined,
    }));
    await this.#offerContinue(session, id, `The answer broke off, so the diff is incomplete: ${error?.message ?? ''}`);
  }

  /**
   * Says why nothing came of an answer, and offers to ask the same again for the same place. Not for an answer that is read
   * in a chat: it is asked for again there.
   */
  async tellNothing(insertion: Insertion, message = '', findAgain?: FindAgain): Promise<void> {
    const { session, answerId } = insertion.piece;
    const model = findAnswer(session.conversation, answerId)?.model;
    if (!insertion.ownsAnswer || !findAgain || !model) return this.explain(session, message);
    // Its next answer has to come to this one.
    const release = this.#keep(session);
    const tryAgain = async () => {
      if (session.running) return sayRunning();
      const write = await findAgain();
      if (!write)
        return this.explain(
          session,
          'The place where the answer was to go is not there any more. Ask again where you want it.',
        );
      const again = session.regenerate(answerId, model);
      if (again !== undefined) await write(withAnswer(insertion, again));
    };
    try {
      await this.explain(session, message, { 'Try Again': tryAgain });
    } finally {
      release();
    }
  }

  /** The text is never lost: it is in the conversation, one click away. */
  async explain(session: Session, message = '', actions: Actions = {}): Promise<void> {
    const show = 'Show in Chat';
    const choice = await vscode.window.showWarningMessage(withoutLinks(message), ...Object.keys(actions), show);
    if (choice === show) await vscode.commands.executeCommand('runnel.openChatInEditor', session.conversation.id);
    else if (choice !== undefined) await actions[choice]?.();
  }

  /** Asks for the rest of what broke off, and puts it there; without an id, of what the user looks at. */
  async continue(id?: number): Promise<void> {
    const resumable = this.#broken.find(id);
    const model = resumable && findAnswer(resumable.session.conversation, resumable.answerId)?.model;
    if (!resumable || !model) {
      void vscode.window.showInformationMessage(
        'There is no insertion to continue: none has broken off, or its end was changed or deleted since.',
      );
      return;
    }
    const { session, answerId } = resumable;
    if (session.running) return sayRunning();
    const rest = session.continueAnswer(answerId, model);
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

  async #brokeOff(insertion: Insertion, broken: BrokenInsertion, message?: string): Promise<void> {
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
        resume: rest => this.#resume(withAnswer(insertion, rest), broken),
        dispose: () => {
          hint.dispose();
          broken.dispose();
        },
      };
    });
    await this.#offerContinue(session, id, message);
  }

  #offerContinue(session: Session, id: number, message?: string): Promise<void> {
    const goOn = () => {
      if (this.#broken.find(id)) return this.continue(id);
      const lost = 'The document was changed where the text broke off, so the rest cannot be added there by itself.';
      return this.explain(session, `${lost} “Continue from Here” in the chat asks for the rest.`);
    };
    return this.explain(session, message, { Continue: goOn });
  }

  async #resume(rest: Insertion, broken: BrokenInsertion): Promise<void> {
    const title = 'Runnel: writing the rest into the document (Esc stops)';
    const result = await this.#runs.run({ ...ownerOf(rest), documents: [broken.document] }, title, signal =>
      broken.resume(sourceOf(rest), signal),
    );
    await this.tellResult(rest, result);
  }

  async #resumeProposal(rest: Insertion, stream: ProposalStream): Promise<void> {
    const title = 'Runnel: writing the rest of the diff (Esc stops)';
    const outcome = await this.#runs.run({ ...ownerOf(rest), documents: stream.documents }, title, signal =>
      stream.resume(sourceOf(rest), signal),
    );
    await this.tellProposal(rest, stream, outcome);
  }
}

function sayRunning(): void {
  void vscode.window.showInformationMessage('An answer is still coming in that chat: stop it first, then try again.');
}
