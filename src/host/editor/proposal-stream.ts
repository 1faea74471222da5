import * as vscode from 'vscode';
import { createContinuationReader } from '../../core/insertion/continuation.ts';
import { createSourceReader, type Reading, type SourceReader } from '../../core/insertion/source-reader.ts';
import type { TextMachine } from '../../core/insertion/text-machine.ts';
import type { DocumentPlace } from './attached-place.ts';
import { Inbox } from './inbox.ts';
import { fitterFor, isProse } from './place-fitters.ts';
import type { Proposal } from './proposals.ts';

/** How a stream into a proposal has ended. `stopped`: by the signal, or because the proposal was closed. */
export type ProposalOutcome = 'finished' | 'no-code' | 'stopped' | 'source-failed';

/** Shows code in a proposal as it comes. */
export class ProposalStream {
  readonly proposal: Proposal;
  readonly #fitter: TextMachine;
  #reader: SourceReader;
  #replacement = '';

  constructor(proposal: Proposal, reading: Reading, { document, range }: DocumentPlace, before?: string) {
    this.proposal = proposal;
    this.#reader = createSourceReader(reading, { language: document.languageId, before });
    const editor = vscode.window.visibleTextEditors.find(candidate => candidate.document === document);
    this.#fitter = fitterFor({ document, editor, keepUnit: isProse(document) }, range.start);
  }

  /** The document that may be changed. */
  get document(): vscode.TextDocument {
    return this.proposal.document;
  }

  /** Both sides of the diff editor. */
  get documents(): vscode.TextDocument[] {
    const uri = this.proposal.uri.toString();
    return vscode.workspace.textDocuments.filter(each => each === this.document || each.uri.toString() === uri);
  }

  /** Whether anything was shown that is not in the document. */
  get hasText(): boolean {
    return this.#replacement.trim() !== '';
  }

  /** Reads on from another source where the one before broke off. */
  resume(source: AsyncIterable<string>, signal: AbortSignal): Promise<ProposalOutcome> {
    this.#reader = createContinuationReader(this.#reader);
    return this.run(source, signal);
  }

  /** Ends when the source does, the signal says so, or the proposal is closed. */
  async run(source: AsyncIterable<string>, signal: AbortSignal): Promise<ProposalOutcome> {
    const { proposal } = this;
    const inbox = new Inbox(source, this.#reader);
    const ring = () => inbox.ring();
    signal.addEventListener('abort', ring);
    proposal.closed.addEventListener('abort', ring);
    proposal.setGrowing(true);
    try {
      while (!inbox.isComplete) {
        if (signal.aborted || proposal.closed.aborted) return 'stopped';
        const text = this.#fitter.push(inbox.take());
        this.#replacement += text;
        if (text !== '') proposal.show(this.#replacement);
        else if (!inbox.isComplete) await inbox.wait();
      }
      if (inbox.failure !== undefined) return 'source-failed';
      return this.hasText ? 'finished' : 'no-code';
    } finally {
      signal.removeEventListener('abort', ring);
      proposal.closed.removeEventListener('abort', ring);
      inbox.close();
      proposal.setGrowing(false);
    }
  }
}
