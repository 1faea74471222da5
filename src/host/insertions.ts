import * as vscode from 'vscode';
import { type AnswerPiece, breakOf, followPiece, readingOf } from '../core/conversation/answer-piece.ts';
import { findAnswer } from '../core/conversation/conversation.ts';
import type { Session } from '../core/conversation/session.ts';
import type { InsertionTarget } from '../core/insertion/insertion-target.ts';
import { type DocumentPlace, type LostPlace, partToReplace } from './editor/attached-place.ts';
import type { InsertionResult } from './editor/insertion-result.ts';
import { InsertionRuns } from './editor/insertion-runs.ts';
import { openNewFile } from './editor/new-file.ts';
import { Proposals } from './editor/proposals.ts';
import { insertStream } from './editor/stream-insertion.ts';
import { streamProposal } from './editor/stream-proposal.ts';
import { TargetEditor } from './editor/target-editor.ts';
import { TerminalTarget } from './editor/terminal-target.ts';
import { WaitingMark } from './editor/waiting-mark.ts';
import { guessFileOf } from './guess-file-of.ts';
import { pickCode, type ReadPiece } from './pick-code.ts';
import { pickSubject } from './pick-subject.ts';
import { readCommands } from './read-commands.ts';
import { withoutLinks } from './without-links.ts';

/** Where an answer that was asked for as code goes. */
export type CodePlace =
  | {
      target: Exclude<InsertionTarget, 'terminal' | 'newFile'>;
      /** Whose document it is about. */
      editor: vscode.TextEditor;
      /** What it is about, or where it goes; the editor's selections if absent. */
      selections?: readonly vscode.Range[];
      /** At the cursor: on a line of its own, below that of the place. */
      newLine?: boolean;
    }
  | {
      target: 'newFile';
      /** Near whose document it goes. */
      editor?: vscode.TextEditor | undefined;
    };

/** How an answer goes where the user has chosen. */
export interface InsertOptions {
  /** What is typed next is meant for the place, and not for where the focus is now. */
  focus?: boolean;
}

/** What goes into a document. */
interface Insertion extends ReadPiece {
  /** Whether the answer was asked for to be inserted and for nothing else. */
  ownsAnswer: boolean;
}

/** Puts answers, and parts of them, where the user wants them; also while they are still coming. */
export class Insertions implements vscode.Disposable {
  readonly #target = new TargetEditor();
  readonly #runs = new InsertionRuns();
  readonly #terminal = new TerminalTarget();
  /** What is proposed in diff editors. */
  readonly proposals = new Proposals();

  /** The last focused text editor, if it is still there. */
  get targetEditor(): vscode.TextEditor | undefined {
    return this.#target.current();
  }

  /** The last focused text editor, or a new untitled document in this language where there is none. */
  openTarget(languageId?: string): Promise<vscode.TextEditor> {
    return this.#target.openTarget(languageId);
  }

  /** Puts what is in an answer, as far as it has come and goes on, to a place the user has chosen. */
  async insertAnswer(piece: AnswerPiece, target: InsertionTarget, options: InsertOptions = {}): Promise<void> {
    if (!findAnswer(piece.session.conversation, piece.answerId)) return;
    if (target === 'cursor') return this.#insertAtCursor(piece);
    const picked = await pickCode(piece);
    if (!picked) return;
    const insertion = { ...picked, ownsAnswer: false };
    switch (target) {
      case 'replace':
        return this.#replace(insertion);
      case 'newFile':
        return this.#insertIntoNewFile(insertion, options);
      case 'diff':
        return this.#proposeAnswer(insertion);
      case 'terminal': {
        const read = await readCommands(picked);
        return read && this.#terminal.insert(read.commands, read.source);
      }
    }
  }

  /** Streams the code of an answer to where it was asked for, without fences and the prose around them. */
  async insertGenerated(session: Session, answerId: string, place: CodePlace): Promise<void> {
    const insertion: Insertion = { piece: { session, answerId }, reading: 'code', ownsAnswer: true };
    if (place.target === 'newFile') {
      const { languageId, uri } = place.editor?.document ?? {};
      const near = { ...(languageId && { languageId }), ...(uri && { near: uri }) };
      return this.#insertIntoNewFile(insertion, { focus: true, ...near });
    }
    const { editor, selections = editor.selections, newLine } = place;
    switch (place.target) {
      case 'cursor':
        return this.#insert(insertion, editor, selections, newLine);
      case 'replace':
        return this.#insert(
          insertion,
          editor,
          selections.map(range => partToReplace(editor.document, range)),
        );
      case 'diff': {
        const { document } = editor;
        const range = partToReplace(document, selections.find(({ isEmpty }) => !isEmpty) ?? editor.selection);
        return this.#propose(insertion, { document, range });
      }
    }
  }

  /**
   * Ends what streams into this document, or everything; what is written stays. An answer that was asked for to be
   * inserted ends with it, one that is read in a chat goes on.
   */
  stop(document?: vscode.TextDocument): void {
    this.#runs.stop(document);
  }

  /** Asks for the rest of an answer that broke off, and puts it behind what is in the document. */
  async continueInsertion(_id: unknown): Promise<void> {}

  /** Takes the mark away at which an insertion broke off. */
  async keepInsertion(_id: unknown): Promise<void> {}

  dispose(): void {
    this.#runs.dispose();
    this.#target.dispose();
    this.#terminal.dispose();
    this.proposals.dispose();
  }

  async #insertAtCursor(piece: AnswerPiece): Promise<void> {
    const reading = readingOf(piece);
    const insertion: Insertion = { piece, reading, ownsAnswer: false };
    const editor = this.#target.writable();
    if (!editor) return this.#insertIntoNewFile(insertion);
    // What is selected stays.
    const places = editor.selections.map(({ end }) => new vscode.Range(end, end));
    await this.#insert(insertion, editor, places);
  }

  async #replace(insertion: Insertion): Promise<void> {
    const editor = this.#target.writable();
    const selected = editor?.selections.filter(({ isEmpty }) => !isEmpty) ?? [];
    if (editor && selected.length > 0) {
      const parts = selected.map(range => partToReplace(editor.document, range));
      return this.#insert(insertion, editor, parts);
    }
    const subject = await pickSubject(insertion.piece);
    if (subject === 'dismissed') return;
    if (typeof subject !== 'string') {
      return this.#insert(insertion, await this.#target.editorOf(subject.document), [subject.range]);
    }
    const insert = 'Insert at Cursor';
    const message =
      subject === 'none'
        ? 'Nothing is selected that the answer could replace. Select some text in an editor and try again.'
        : `${whyLost(subject)} Select what the answer is to replace and try again.`;
    const choice = await vscode.window.showWarningMessage(message, ...(editor ? [insert] : []));
    if (choice === insert) await this.#insertAtCursor(insertion.piece);
  }

  async #insertIntoNewFile(
    insertion: Insertion,
    options: InsertOptions & { languageId?: string; near?: vscode.Uri } = {},
  ): Promise<void> {
    const { session, answerId } = insertion.piece;
    const title = 'Runnel: waiting for the text of the new file';
    const file = await this.#runs.run({ ...ownerOf(insertion), documents: [] }, title, signal =>
      guessFileOf(insertion, signal),
    );
    if (file === 'stopped') return;
    const error = file === 'empty' ? breakOf(session, answerId) : undefined;
    if (error) return this.#explain(session, error.message);
    const { document } = this.#target.current() ?? {};
    const editor = await openNewFile(file === 'empty' ? {} : file, {
      ...(document && { near: document.uri }),
      ...(insertion.reading === 'text' && { languageId: 'markdown' }),
      ...options,
    });
    await this.#insert(insertion, editor, editor.selections);
  }

  async #proposeAnswer(insertion: Insertion): Promise<void> {
    const subject = await pickSubject(insertion.piece);
    if (subject === 'dismissed') return;
    if (typeof subject !== 'string') return this.#propose(insertion, subject);
    const editor = this.#target.writable();
    const selected = editor?.selections.find(({ isEmpty }) => !isEmpty);
    if (editor && selected) {
      const { document } = editor;
      return this.#propose(insertion, { document, range: partToReplace(document, selected) });
    }
    void vscode.window.showWarningMessage(
      subject === 'none'
        ? 'There is nothing to compare the answer with: no text went with the question, and none is selected. Select what the answer is to replace and try again.'
        : `${whyLost(subject)} Select what the answer is to replace and try again.`,
    );
  }

  async #propose(insertion: Insertion, place: DocumentPlace): Promise<void> {
    const { session, answerId } = insertion.piece;
    const model = findAnswer(session.conversation, answerId)?.model.modelId ?? '';
    const proposal = await this.proposals.open(place, model);
    const shown = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === proposal.uri.toString());
    const documents = shown ? [place.document, shown] : [place.document];
    const source = followPiece(insertion.piece);
    const title = 'Runnel: writing the proposal (Esc stops)';
    const result = await this.#runs.run({ ...ownerOf(insertion), documents }, title, signal =>
      streamProposal(proposal, source, insertion.reading, place, signal),
    );
    if (proposal.closed.aborted && insertion.ownsAnswer) await session.stop();
    const error = breakOf(session, answerId);
    if (result.outcome === 'no-code') {
      await proposal.close();
      await this.#explain(session, error?.message ?? 'There is no code in the answer, so there is nothing to compare.');
    } else if (result.outcome === 'source-failed') {
      await this.#explain(session, `The answer broke off, so the proposal is incomplete: ${error?.message}`);
    }
  }

  async #insert(
    insertion: Insertion,
    editor: vscode.TextEditor,
    places: readonly vscode.Range[],
    newLine = false,
  ): Promise<void> {
    const { piece, reading, ownsAnswer } = insertion;
    const model = findAnswer(piece.session.conversation, piece.answerId)?.model.modelId;
    const mark = ownsAnswer ? new WaitingMark(editor, `waiting for ${model}… Esc stops`) : undefined;
    const source = followPiece(piece);
    const selections = places.length > 0 ? { selections: places } : {};
    let result: InsertionResult;
    try {
      const title = 'Runnel: writing into the document (Esc stops)';
      result = await this.#runs.run({ ...ownerOf(insertion), documents: [editor.document] }, title, signal =>
        insertStream({ editor, source, transform: reading, ...selections, newLine, signal }),
      );
    } finally {
      mark?.dispose();
    }
    await this.#tellResult(insertion, result);
  }

  async #tellResult(insertion: Insertion, result: InsertionResult): Promise<void> {
    const { session, answerId } = insertion.piece;
    const error = breakOf(session, answerId);
    switch (result.outcome) {
      case 'finished':
      case 'stopped':
        return;
      case 'no-code':
      case 'source-failed':
        // Why the answer failed says more than what came of that in the document.
        return this.#explain(session, result.insertedCharacters === 0 && error ? error.message : result.message);
      case 'place-gone':
      case 'closed':
      case 'read-only':
        return this.#explain(session, result.message, { 'New File': () => this.#insertIntoNewFile(insertion) });
    }
  }

  /** The text is never lost: it is in the conversation, one click away. */
  async #explain(session: Session, message = '', actions: Record<string, () => Promise<void>> = {}): Promise<void> {
    const show = 'Show in Chat';
    const choice = await vscode.window.showWarningMessage(withoutLinks(message), ...Object.keys(actions), show);
    if (choice === show) await vscode.commands.executeCommand('runnel.openChatInEditor', session.conversation.id);
    else if (choice !== undefined) await actions[choice]?.();
  }
}

function ownerOf({ piece, ownsAnswer }: Insertion) {
  return { session: piece.session, ownsAnswer };
}

function whyLost(reason: LostPlace): string {
  return reason === 'closed'
    ? 'The document that the question was about is not there any more.'
    : 'The text that the question was about has been changed since, so that its place is not known.';
}
