import { isEndState } from '../answer-state.ts';
import { asText, parseJson } from '../wire/json.ts';
import { applyEvent } from './apply-event.ts';
import { type Conversation, type ConversationEvent, emptyConversation } from './conversation.ts';
import { truncatedError } from './run-turn.ts';

/**
 * The journal of a conversation: its events, one JSON document a line, only ever appended to.
 *
 * A crash in mid-write leaves at worst an incomplete last line. The reader skips every line it cannot read, so that a
 * damaged journal still gives all that can be had.
 */

/** One event as a line, with its line feed. */
export function journalLine(event: ConversationEvent): string {
  return `${JSON.stringify(event)}\n`;
}

/** Whether an event belongs in the journal: states pass, text stays. */
export function isJournalled(event: ConversationEvent): boolean {
  return event.type !== 'answer-state';
}

/**
 * Rebuilds a conversation from its journal. Answers that were under way when the writing stopped are ended as `failed`
 * with what came of them; that is not written down, since another window may be writing still.
 *
 * @param id what the conversation is called when the journal's first line is lost
 */
export function readJournal(id: string, text: string): Conversation {
  const conversation = emptyConversation(id);
  for (const line of text.split('\n')) {
    const event = parseLine(line);
    if (event) applyReadable(conversation, event);
  }
  for (const message of conversation.messages) {
    if (message.role !== 'assistant' || isEndState(message.state)) continue;
    applyEvent(conversation, {
      type: 'turn-end',
      id: message.id,
      state: 'failed',
      error: truncatedError(
        'The window was closed or reloaded while this answer was coming, or it is still coming in another window.',
      ),
      timing: { totalMs: 0 },
    });
  }
  return conversation;
}

/** A line may be whole JSON and yet lack what its type should have. */
function applyReadable(conversation: Conversation, event: ConversationEvent): void {
  try {
    applyEvent(conversation, event);
  } catch {
    // Skipped, like a line that is no JSON.
  }
}

/**
 * The first question in the beginning of a journal; undefined when there is none.
 *
 * @param head the first part of the journal; its last line may be cut off
 */
export function readTitle(head: string): string | undefined {
  for (const line of head.split('\n')) {
    const event = parseLine(line);
    if (event?.type === 'question') return event.question.text;
    // What is attached stands behind the text and may be longer than the head.
    const cutOff = line.startsWith('{"type":"question"') ? cutOffText.exec(line)?.[1] : undefined;
    if (cutOff !== undefined) return asText(parseJson(cutOff));
  }
  return undefined;
}

/** The first `text` of a JSON document, which may be cut off behind it. */
const cutOffText = /"text":("(?:[^"\\]|\\.)*")/;

const eventTypes: ReadonlySet<string> = new Set<ConversationEvent['type']>([
  'conversation-start',
  'question',
  'answer-start',
  'answer-delta',
  'turn-end',
  'choose',
]);

/** The journal is our own writing: its lines are checked for being whole, not for being hostile. */
function parseLine(line: string): ConversationEvent | undefined {
  if (line === '') return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isEvent(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isEvent(value: unknown): value is ConversationEvent {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    eventTypes.has(value.type)
  );
}
