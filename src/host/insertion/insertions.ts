import * as vscode from 'vscode';
import { findAnswer } from '../../core/conversation/conversation.ts';
import type { Session } from '../../core/conversation/session.ts';
import type { InsertionTarget } from '../../core/insertion/insertion-target.ts';
import { type DocumentPlace, partToReplace, placeOfAttachment, whyLost } from '../editor/attached-place.ts';
import type { InsertionResult } from '../editor/insertion-result.ts';
import { InsertionRuns } from '../editor/insertion-runs.ts';
import { openNewFile } from '../editor/new-file.ts';
import { ProposalStream } from '../editor/proposal-stream.ts';
import { Proposals } from '../editor/proposals.ts';
import { insertStream } from '../editor/stream-insertion.ts';
import { TargetEditor } from '../editor/target-editor.ts';
import { TerminalTarget } from '../editor/terminal-target.ts';
import { WaitingMark } from '../editor/waiting-mark.ts';
import { type AnswerPiece, breakOf, hasEnded, readingOf, textBefore } from './answer-piece.ts';
import { guessFileOf } from './guess-file-of.ts';
import { type Insertion, ownerOf, sourceOf } from './insertion.ts';
import { InsertionContinuations } from './insertion-continuations.ts';
import { InsertionEndings } from './insertion-endings.ts';
import { pickCode } from './pick-code.ts';
import { pickSubject } from './pick-subject.ts';
import { readCommands } from './read-commands.ts';

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

/** Puts answers, and parts of them, where the user wants them; also while they are still coming. */
export class Insertions implements vscode.Disposable {
  readonly #target = new TargetEditor();
  readonly #runs = new InsertionRuns();
  readonly #terminal = new TerminalTarget();
  readonly #continuations: InsertionContinuations;
  readonly #endings: InsertionEndings;
  /** What is proposed in diff editors. */
  readonly proposals = new Proposals();

  /** @param keep keeps a session alive while its answer may be continued, and returns the way to end that */
  constructor(keep: (session: Session) => () => void) {
    this.#continuations = new InsertionContinuations(this.#runs, keep);
    this.#endings = new InsertionEndings({
      continuations: this.#continuations,
      keep,
      intoNewFile: insertion => this.#insertIntoNewFile(insertion),
    });
  }

  /** The last focused text editor, if it is still there. */
  get targetEditor(): vscode.TextEditor | undefined {
    return this.#target.current();
  }

  /** The last focused text editor, or one with a new untitled document where there is none. */
  openTarget(): Promise<vscode.TextEditor> {
    return this.#target.openTarget();
  }

  /**
   * Asks the user what is to go into a document, and begins; from the moment the user has answered, Esc stops it.
   *
   * @param ask what it resolves to is passed on, unless that is undefined
   */
  ask<T>(
    document: vscode.TextDocument | undefined,
    ask: () => Promise<T | undefined>,
    begin: (asked: T) => Promise<void>,
  ): Promise<void> {
    return this.#runs.ask(document, ask, begin);
  }

  /** Puts what is in an answer, as far as it has come and goes on, to a place the user has chosen. */
  async insertAnswer(piece: AnswerPiece, target: InsertionTarget, options: InsertOptions = {}): Promise<void> {
    if (!findAnswer(piece.session.conversation, piece.answerId)) return;
    const asItIs = hasEnded(piece);
    if (target === 'cursor') return this.#insertAtCursor(piece);
    const picked = await pickCode(piece);
    if (!picked) return;
    const insertion = { ...picked, ownsAnswer: false, asItIs };
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
    const piece = { session, answerId };
    const insertion: Insertion = { piece, reading: 'code', ownsAnswer: true, asItIs: false };
    if (place.target === 'newFile') {
      const { languageId, uri } = place.editor?.document ?? {};
      const near = { ...(languageId && { languageId }), ...(uri && { near: uri }) };
      return this.#insertIntoNewFile(insertion, { focus: true, ...near });
    }
    const { editor, selections = editor.selections, newLine } = place;
    switch (place.target) {
      case 'cursor':
        return this.#insert(insertion, editor, selections, { newLine: newLine === true });
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
  async continueInsertion(id: unknown): Promise<void> {
    await this.#continuations.continue(typeof id === 'number' ? id : undefined);
  }

  /** Takes the mark away at which an insertion broke off. */
  async keepInsertion(id: unknown): Promise<void> {
    this.#continuations.keep(typeof id === 'number' ? id : undefined);
  }

  /** The rest of an answer has been asked for in the chat: it also goes where that answer broke off in a document. */
  async continued(session: Session, answerId: string, rest: string): Promise<void> {
    await this.#continuations.continued(session, answerId, rest);
  }

  dispose(): void {
    this.#runs.dispose();
    this.#continuations.dispose();
    this.#target.dispose();
    this.#terminal.dispose();
    this.proposals.dispose();
  }

  async #insertAtCursor(piece: AnswerPiece): Promise<void> {
    const reading = readingOf(piece);
    const insertion: Insertion = { piece, reading, ownsAnswer: false, asItIs: hasEnded(piece) };
    const editor = this.#target.writable();
    if (!editor) return this.#insertIntoNewFile(insertion);
    await this.#insert(insertion, editor, 'behind what is selected');
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
    if (error) {
      const findAgain = async () => (again: Insertion) => this.#insertIntoNewFile(again, options);
      return this.#endings.tellNothing(insertion, error.message, findAgain);
    }
    const { document } = this.#target.current() ?? {};
    const editor = await openNewFile(file === 'empty' ? {} : file, {
      ...(document && { near: document.uri }),
      ...(insertion.reading === 'text' && { languageId: 'markdown' }),
      ...options,
    });
    await this.#insert(insertion, editor, editor.selections, { ownIndentation: true });
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
    const { document, range } = place;
    const original = { uri: document.uri.toString(), text: document.getText(range), startLine: range.start.line + 1 };
    const stream = new ProposalStream(
      await this.proposals.open(place, model),
      insertion.reading,
      place,
      textBefore(insertion.piece),
    );
    const title = 'Runnel: writing the diff (Esc stops)';
    const outcome = await this.#runs.run({ ...ownerOf(insertion), documents: stream.documents }, title, signal =>
      stream.run(sourceOf(insertion), signal),
    );
    if (stream.proposal.closed.aborted && insertion.ownsAnswer) await session.stop();
    await this.#endings.tellProposal(insertion, stream, outcome, async () => {
      const found = await placeOfAttachment(original);
      return typeof found === 'string' ? undefined : again => this.#propose(again, found);
    });
  }

  async #insert(
    insertion: Insertion,
    editor: vscode.TextEditor,
    places: readonly vscode.Range[] | 'behind what is selected',
    fit: { newLine?: boolean; ownIndentation?: boolean } = {},
  ): Promise<void> {
    const { piece, reading, ownsAnswer } = insertion;
    const model = findAnswer(piece.session.conversation, piece.answerId)?.model.modelId;
    const mark = ownsAnswer ? new WaitingMark(editor, `waiting for ${model}… Esc stops`) : undefined;
    const source = sourceOf(insertion);
    const where = places === 'behind what is selected' ? { keepSelected: true } : { selections: places };
    const options = { ...where, ...fit, indentEmptyLine: true };
    let result: InsertionResult;
    try {
      const title = 'Runnel: writing into the document (Esc stops)';
      result = await this.#runs.run({ ...ownerOf(insertion), documents: [editor.document] }, title, signal =>
        insertStream({ editor, source, transform: reading, before: textBefore(piece), ...options, signal }),
      );
    } finally {
      mark?.dispose();
    }
    await this.#endings.tellResult(insertion, result, async (again, { document, ranges }) =>
      this.#insert(again, await this.#target.editorOf(document), ranges, fit),
    );
  }
}
