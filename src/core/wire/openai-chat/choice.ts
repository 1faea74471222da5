import { asArray, asObject, asText, type JsonObject } from '../json.ts';

/**
 * The choice that is ours. We ask for one; of a server that sends more, the others are not for us. A choice may stand
 * where a list of one should.
 */
export function firstChoice(choices: unknown): JsonObject | undefined {
  if (!Array.isArray(choices)) return asObject(choices);
  for (const entry of choices) {
    const choice = asObject(entry);
    if (choice && (choice.index === undefined || choice.index === null || Number(choice.index) === 0)) return choice;
  }
  return undefined;
}

/**
 * Finds what a choice adds, in whichever field: `delta`; a whole `message` of a server that does not stream, or that streams
 * in pieces of it, or in messages that grow; `text`, from before there was chat.
 */
export class DeltaReader {
  #hasDelta = false;
  /** The text of all messages so far. */
  #messageText = '';

  /** The `delta`, or what serves as one. */
  read(choice: JsonObject): JsonObject {
    const delta = asObject(choice.delta);
    if (delta) {
      // Beside deltas that say something, a message only repeats them.
      this.#hasDelta ||= hasContent(delta);
      if (this.#hasDelta || !choice.message) return delta;
    }
    if (typeof choice.delta === 'string') return { content: choice.delta };
    const message = asObject(choice.message);
    if (message) return this.#hasDelta ? {} : this.#fromMessage(message);
    return delta ?? (typeof choice.text === 'string' ? { content: choice.text } : {});
  }

  #fromMessage(message: JsonObject): JsonObject {
    const text = asText(message.content);
    if (text === undefined || this.#messageText === '') {
      this.#messageText += text ?? '';
      return message;
    }
    const isGrown = text.startsWith(this.#messageText);
    const content = isGrown ? text.slice(this.#messageText.length) : text;
    this.#messageText += content;
    // A grown message repeats its reasoning, too, and calls, which are known by their ids.
    return isGrown ? { content, tool_calls: message.tool_calls } : { ...message, content };
  }
}

function hasContent(delta: JsonObject): boolean {
  return (
    asText(delta.content) !== undefined ||
    asArray(delta.content).length > 0 ||
    asArray(delta.tool_calls).length > 0 ||
    asText(delta.refusal) !== undefined ||
    asText(delta.reasoning) !== undefined ||
    asText(delta.reasoning_content) !== undefined ||
    asArray(delta.images).length > 0
  );
}
