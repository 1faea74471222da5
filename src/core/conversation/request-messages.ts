import type { RequestMessage } from '../wire/wire-format.ts';
import { type Attachment, answerText, type Conversation, type Message, type Question } from './conversation.ts';

/**
 * The messages to send for a question: the system prompt, then the way from the first question down to this one.
 *
 * Answers without any text (failed or stopped before the first) are left out, since providers reject empty messages.
 */
export function requestMessages(
  conversation: Conversation,
  question: Question,
  systemPrompt: string | undefined,
): RequestMessage[] {
  const messages: RequestMessage[] = [];
  if (systemPrompt?.trim()) messages.push({ role: 'system', text: systemPrompt });
  for (const message of pathTo(conversation, question)) {
    const text = message.role === 'user' ? questionText(message) : answerText(message);
    if (text === '') continue;
    const last = messages.at(-1);
    // Two questions in a row, the first of them unanswered: servers with strict templates take them as one only.
    if (last?.role === message.role) last.text += `\n\n${text}`;
    else messages.push({ role: message.role, text });
  }
  return messages;
}

function pathTo(conversation: Conversation, last: Message): Message[] {
  const byId = new Map(conversation.messages.map(message => [message.id, message]));
  const path: Message[] = [];
  for (let message: Message | undefined = last; message; message = byId.get(message.parentId ?? '')) {
    path.unshift(message);
  }
  return path;
}

/** A question as the model gets it: what was attached first, each with its file and lines, then the text. */
function questionText(question: Question): string {
  return [...question.attachments.map(attachmentText), question.text].join('\n\n');
}

function attachmentText(attachment: Attachment): string {
  const fence = '`'.repeat(Math.max(3, longestRun(attachment.text) + 1));
  const name = inOneLine(attachment.label);
  const lines = `lines ${attachment.startLine} to ${attachment.endLine}`;
  const end = attachment.text.endsWith('\n') ? '' : '\n';
  return `From ${name}, ${lines}:\n${fence}${attachment.languageId}\n${attachment.text}${end}${fence}`;
}

/** A file name may hold line breaks; they must not become text of their own in the request. */
function inOneLine(label: string): string {
  return label.replaceAll(/\s+/g, ' ');
}

/** The longest run of back ticks, so that a fence around the text can be made longer. */
function longestRun(text: string): number {
  let longest = 0;
  for (const run of text.matchAll(/`+/g)) longest = Math.max(longest, run[0].length);
  return longest;
}
