import { contentState, type Delta, paragraphBreak } from '../delta.ts';
import { placesOf } from './cited-places.ts';
import { type Answer, type Conversation, type ConversationEvent, findAnswer, type Part } from './conversation.ts';

/**
 * Applies one event in place. The host, a view and the journal's reader all use it, so that they agree.
 *
 * An event about a message that is not there is ignored, so that a damaged journal still opens.
 */
export function applyEvent(conversation: Conversation, event: ConversationEvent): void {
  switch (event.type) {
    case 'conversation-start':
      conversation.id = event.id;
      return;
    case 'question':
      conversation.messages.push(event.question);
      conversation.chosenChild[event.question.parentId ?? ''] = event.question.id;
      return;
    case 'answer-start':
      conversation.messages.push({
        role: 'assistant',
        id: event.id,
        parentId: event.parentId,
        model: event.model,
        state: 'connecting',
        parts: [],
        citations: [],
        at: event.at,
      });
      conversation.chosenChild[event.parentId] = event.id;
      return;
    case 'choose': {
      const message = conversation.messages.find(candidate => candidate.id === event.id);
      if (message) conversation.chosenChild[message.parentId ?? ''] = message.id;
      return;
    }
    case 'answer-state':
    case 'answer-delta':
    case 'turn-end': {
      const answer = findAnswer(conversation, event.id);
      if (answer) applyToAnswer(answer, event);
      return;
    }
  }
}

function applyToAnswer(
  answer: Answer,
  event: Extract<ConversationEvent, { type: 'answer-state' | 'answer-delta' | 'turn-end' }>,
): void {
  switch (event.type) {
    case 'answer-delta':
      applyDelta(answer, event.delta);
      return;
    case 'answer-state':
      answer.state = event.state;
      delete answer.retryAt;
      delete answer.error;
      if (event.retryAt !== undefined) answer.retryAt = event.retryAt;
      if (event.error) answer.error = event.error;
      return;
    case 'turn-end':
      answer.state = event.state;
      answer.timing = event.timing;
      delete answer.retryAt;
      delete answer.error;
      if (event.error) answer.error = event.error;
      return;
  }
}

/** Applies one delta to an answer. */
function applyDelta(answer: Answer, delta: Delta): void {
  answer.state = contentState(delta) ?? answer.state;
  switch (delta.type) {
    case 'response-start':
      if (delta.model !== undefined) answer.reportedModel = delta.model;
      return;
    case 'text-delta':
      appendText(answer.parts, 'text', delta);
      return;
    case 'refusal-delta':
      appendText(answer.parts, 'refusal', delta);
      return;
    case 'reasoning-delta':
      if (delta.text !== '') appendText(answer.parts, 'reasoning', delta);
      if (delta.signature !== undefined) sign(answer.parts, delta.signature);
      return;
    case 'tool-call-start':
      answer.parts.push({ type: 'tool-call', id: delta.id, name: delta.name, argumentsText: '', complete: false });
      return;
    case 'tool-call-delta': {
      const call = findToolCall(answer.parts, delta.id);
      if (call) call.argumentsText += delta.argumentsText;
      return;
    }
    case 'tool-call-end': {
      const call = findToolCall(answer.parts, delta.id);
      if (call) call.complete = true;
      return;
    }
    case 'citation': {
      const { type: _, cites, ...source } = delta;
      const at = placesOf(answer.parts, delta);
      answer.citations.push(at.length > 0 ? { ...source, at } : source);
      return;
    }
    case 'image':
      answer.parts.push({ ...delta });
      return;
    case 'usage':
      answer.usage = delta.usage;
      return;
    case 'finish':
      answer.finish =
        delta.rawReason === undefined ? { reason: delta.reason } : { reason: delta.reason, rawReason: delta.rawReason };
      return;
  }
}

function appendText(
  parts: Part[],
  type: 'text' | 'reasoning' | 'refusal',
  { text, startsParagraph }: { text: string; startsParagraph?: true },
): void {
  const last = parts.at(-1);
  // A signature closes a reasoning part: what follows belongs to the next one.
  if (last?.type !== type || (type === 'reasoning' && 'signature' in last)) parts.push({ type, text });
  else last.text += (startsParagraph ? paragraphBreak : '') + text;
}

/** Gives the part that came last its signature; one that has its own already is followed by one without text. */
function sign(parts: Part[], signature: string): void {
  const last = parts.at(-1);
  if (last && last.signature === undefined) last.signature = signature;
  else parts.push({ type: 'reasoning', text: '', signature });
}

function findToolCall(parts: Part[], id: string): Extract<Part, { type: 'tool-call' }> | undefined {
  for (const part of parts.toReversed()) if (part.type === 'tool-call' && part.id === id) return part;
  return undefined;
}
