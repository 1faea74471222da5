import type * as vscode from 'vscode';
import { attachmentName } from '../../core/conversation/attachment-text.ts';
import { type Attachment, chosenPath, type Question } from '../../core/conversation/conversation.ts';
import type { Session } from '../../core/conversation/session.ts';
import type { FromView } from '../../protocol/messages.ts';
import { fewProblems, readFiles } from '../attachments/attach-files.ts';
import { attachText } from '../attachments/attach-text.ts';
import { longSelectionMessage, maxAttachedLength } from '../attachments/attachment-limits.ts';
import { chooseSources } from '../attachments/choose-sources.ts';
import { openAttachment } from '../attachments/open-attachment.ts';
import { sourceLabel } from '../attachments/source-label.ts';
import type { Services } from '../services.ts';
import type { NextQuestion } from './next-question.ts';

/** What a view asks for at what is attached. */
export type AttachmentMessage = Extract<
  FromView,
  { type: 'attachImage' | 'removeAttachment' | 'openAttachment' | 'openAskedAttachment' }
>;

/** Where things are attached. */
export interface AttachmentPlace {
  readonly session: Session;
  readonly next: NextQuestion;
  /** Shows a line above the composer. */
  notify(text: string, severity: 'info' | 'warning'): void;
}

/** Does what is asked for at the attachments of a chat. */
export class ChatAttachments {
  readonly #services: Services;
  readonly #place: AttachmentPlace;

  constructor(services: Services, place: AttachmentPlace) {
    this.#services = services;
    this.#place = place;
  }

  async handle(message: AttachmentMessage): Promise<void> {
    switch (message.type) {
      case 'attachImage':
        return this.#place.next.attachImages([message.image]);
      case 'removeAttachment':
        return this.#place.next.remove(message.id);
      case 'openAttachment':
        return this.#open(message.id);
      case 'openAskedAttachment':
        return this.#openAsked(message.questionId, message.index);
    }
  }

  /** Puts texts beside the next question, and says above the composer what cannot be. */
  attach(attachments: readonly Attachment[]): void {
    this.#say(this.#place.next.attach(attachments, this.#asked()));
  }

  /** Reads files, texts and images, and puts them beside the next question. */
  async attachFiles(uris: readonly vscode.Uri[]): Promise<void> {
    const { attachments, images, problems } = await readFiles(uris);
    const { next } = this.#place;
    next.attachImages(images);
    this.#say([...problems, ...next.attach(attachments, this.#asked())]);
  }

  /** Lets the user choose what goes with the next question: text, files, images. */
  async choose(): Promise<void> {
    const editor = this.#services.insertions.targetEditor;
    const ranges = editor ? selectedRanges(editor) : [];
    const selection = editor && selectionWords(editor.document, ranges);
    const chosen = await chooseSources(selection === undefined ? {} : { selection });
    if (editor && chosen.selection) this.#attachRanges(editor.document, ranges);
    await this.attachFiles(chosen.files);
  }

  /** Which of the attachments are sent although their sources say something else by now, in a sentence. */
  stalenessOf(attachments: readonly Attachment[]): string | undefined {
    const changed = attachments.filter(attachment => this.#place.next.hasChanged(attachment));
    if (changed.length === 0) return undefined;
    const names = [...new Set(changed.map(({ label }) => `“${label}”`))].join(', ');
    return `Changed since it was attached: ${names}. It was sent as it was then.`;
  }

  /** Shows where an attachment of the next question was taken from. */
  async #open(id: number): Promise<void> {
    const { next } = this.#place;
    const attachment = next.attachment(id);
    if (!attachment) return;
    const replace = (anew: Attachment) => next.replace(attachment, anew);
    await openAttachment(attachment, { documents: this.#services.documents, replace });
  }

  /** The same for one of a question asked before. */
  async #openAsked(questionId: string, index: number): Promise<void> {
    const question = this.#place.session.conversation.messages.find(({ id }) => id === questionId);
    const attachment = question?.role === 'user' ? question.attachments[index] : undefined;
    if (attachment) await openAttachment(attachment, { documents: this.#services.documents });
  }

  #attachRanges(document: vscode.TextDocument, ranges: readonly vscode.Range[]): void {
    const length = ranges.reduce((sum, { start, end }) => sum + document.offsetAt(end) - document.offsetAt(start), 0);
    if (length > maxAttachedLength) this.#say([longSelectionMessage(length)]);
    else this.attach(ranges.map(range => attachText(document, range, document.getText(range))));
  }

  #asked(): Attachment[] {
    const questions = chosenPath(this.#place.session.conversation).filter(
      (message): message is Question => message.role === 'user',
    );
    return questions.flatMap(({ attachments }) => attachments);
  }

  #say(problems: readonly string[]): void {
    if (problems.length > 0) this.#place.notify(fewProblems(problems), 'warning');
  }
}

/** What is selected, in the order of the text. */
function selectedRanges({ selections }: vscode.TextEditor): readonly vscode.Range[] {
  return selections.filter(({ isEmpty }) => !isEmpty).sort((one, other) => one.start.compareTo(other.start));
}

/** What is selected in an editor, such as “src/a.ts:3-5”; undefined where nothing is. */
function selectionWords(document: vscode.TextDocument, ranges: readonly vscode.Range[]): string | undefined {
  const [first, ...others] = ranges;
  if (!first) return undefined;
  if (others.length > 0) return `${others.length + 1} selections in ${sourceLabel(document.uri)}`;
  return attachmentName(attachText(document, first, ''));
}
