import * as vscode from 'vscode';
import { type Attachment, type Conversation, findAnswer } from '../../core/conversation/conversation.ts';
import { asPlainText } from '../../core/providers/model-rows.ts';
import { type DocumentPlace, type LostPlace, placeOfAttachment } from '../editor/attached-place.ts';
import type { AnswerPiece } from './answer-piece.ts';

/**
 * The text of a document that an answer is about: what went with its question, or with an earlier one where that had
 * nothing. The user picks where there are several.
 *
 * @returns `none` when nothing went with it that is in a document; why its place is not known; `dismissed` by the user
 */
export async function pickSubject(piece: AnswerPiece): Promise<DocumentPlace | LostPlace | 'none' | 'dismissed'> {
  const attached = attachmentsOf(piece.session.conversation, piece.answerId);
  const [first] = attached;
  if (!first) return 'none';
  const picked = attached.length === 1 ? first : await pickAttachment(attached);
  return picked ? await placeOfAttachment(picked) : 'dismissed';
}

function attachmentsOf(conversation: Conversation, answerId: string): Attachment[] {
  let id: string | null | undefined = findAnswer(conversation, answerId)?.parentId;
  while (id) {
    const message = conversation.messages.find(candidate => candidate.id === id);
    if (message?.role === 'user') {
      const inDocuments = message.attachments.filter(({ uri }) => uri !== undefined);
      if (inDocuments.length > 0) return inDocuments;
    }
    id = message?.parentId;
  }
  return [];
}

async function pickAttachment(attachments: readonly Attachment[]): Promise<Attachment | undefined> {
  const items = attachments.map(attachment => ({
    label: asPlainText(attachment.label),
    description: lines(attachment),
    attachment,
  }));
  const options = { title: 'Runnel: Which Text?', placeHolder: 'What the answer is to replace' };
  return (await vscode.window.showQuickPick(items, options))?.attachment;
}

function lines({ startLine, endLine, whole }: Attachment): string {
  if (whole) return 'the whole file';
  return startLine === endLine ? `line ${startLine}` : `lines ${startLine}–${endLine}`;
}
