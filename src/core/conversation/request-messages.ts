import type { RequestMessage, RequestPart } from '../wire/wire-format.ts';
import { attachmentText } from './attachment-text.ts';
import type { Answer, Conversation, Message, ModelRef, Part, Question } from './conversation.ts';

/**
 * The messages to send for a question: the system prompt, then the way from the first question down to this one.
 *
 * Answers without any text (failed or stopped before the first) are left out, since providers reject empty messages. What
 * a model thought goes back only to the same one: nobody else can read its signature.
 *
 * @param model the one that is asked
 */
export function requestMessages(
  conversation: Conversation,
  question: Question,
  model: Pick<ModelRef, 'providerId' | 'modelId'>,
  systemPrompt: string | undefined,
): RequestMessage[] {
  const messages: { role: RequestMessage['role']; parts: RequestPart[] }[] = [];
  if (systemPrompt?.trim()) messages.push({ role: 'system', parts: [{ type: 'text', text: systemPrompt }] });
  for (const message of pathTo(conversation, question)) {
    const parts = message.role === 'user' ? questionParts(message) : answerParts(message, isSameModel(message, model));
    if (!parts.some(isSaid)) continue;
    const last = messages.at(-1);
    // Two questions in a row, the first of them unanswered: servers with strict templates take them as one only.
    if (last?.role === message.role) last.parts.push({ type: 'text', text: '\n\n' }, ...parts);
    else messages.push({ role: message.role, parts });
  }
  return messages.map(({ role, parts }) => ({ role, parts: joinTexts(parts) }));
}

function isSaid(part: RequestPart): boolean {
  return part.type === 'image' || (part.type === 'text' && part.text !== '');
}

function isSameModel(answer: Answer, { providerId, modelId }: Pick<ModelRef, 'providerId' | 'modelId'>): boolean {
  return answer.model.providerId === providerId && answer.model.modelId === modelId;
}

/** Images before the words about them, as providers advise. */
function questionParts(question: Question): RequestPart[] {
  const images = (question.images ?? []).map(
    ({ mimeType, base64 }): RequestPart => ({ type: 'image', mimeType, base64 }),
  );
  const text = questionText(question);
  return text === '' ? images : [...images, { type: 'text', text }];
}

function answerParts(answer: Answer, withSignatures: boolean): RequestPart[] {
  return answer.parts.map(part => answerPart(part, withSignatures)).filter(part => part !== undefined);
}

function answerPart(part: Part, withSignatures: boolean): RequestPart | undefined {
  const signed = withSignatures && part.signature !== undefined ? { signature: part.signature } : {};
  switch (part.type) {
    case 'text':
    case 'refusal':
      return part.text === '' ? undefined : { type: 'text', text: part.text, ...signed };
    case 'image':
      return { type: 'image', mimeType: part.mimeType, base64: part.base64, ...signed };
    case 'reasoning':
      return 'signature' in signed ? { type: 'reasoning', text: part.text, signature: signed.signature } : undefined;
    case 'tool-call':
      // Runnel gives models no tools; what a model calls all the same has no result that could follow it.
      return undefined;
  }
}

/** Texts that follow one another as one, unless a signature ends the first. */
function joinTexts(parts: readonly RequestPart[]): RequestPart[] {
  const joined: RequestPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.type === 'text' && part.type === 'text' && last.signature === undefined) {
      joined[joined.length - 1] = { ...part, text: last.text + part.text };
    } else joined.push(part);
  }
  return joined;
}

function pathTo(conversation: Conversation, last: Message): Message[] {
  const byId = new Map(conversation.messages.map(message => [message.id, message]));
  const path: Message[] = [];
  for (let message: Message | undefined = last; message; message = byId.get(message.parentId ?? '')) {
    path.unshift(message);
  }
  return path;
}

/** A question as the model gets it: what was attached, each with its file and lines, the text, and our instruction. */
function questionText({ attachments, text, instruction = '' }: Question): string {
  return [...attachments.map(attachmentText), text, instruction].filter(part => part !== '').join('\n\n');
}
