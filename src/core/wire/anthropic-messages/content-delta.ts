import { type JsonObject, parseJson } from '../json.ts';

/** How Anthropic itself writes the events that a stream mostly consists of: up to the block's index, and behind it. */
const start = '{"type":"content_block_delta","index":';
const beforeText = ',"delta":{"type":"text_delta","text":"';
const beforeThinking = ',"delta":{"type":"thinking_delta","thinking":"';
const beforeInput = ',"delta":{"type":"input_json_delta","partial_json":"';

/**
 * Reads a `content_block_delta` that is written just so without parsing all of it, which is most of what decoding costs.
 * Gives what `JSON.parse` would give, or undefined for anything else.
 */
export function readContentDelta(data: string): JsonObject | undefined {
  if (!data.startsWith(start)) return undefined;
  const index = data.charCodeAt(start.length) - digitZero;
  // A block with a longer number, or none, may be read at leisure.
  if (!(index >= 0 && index <= 9)) return undefined;
  const behindIndex = start.length + 1;
  if (data.startsWith(beforeText, behindIndex)) {
    const text = readTail(data, behindIndex + beforeText.length);
    if (text !== undefined) return { type: 'content_block_delta', index, delta: { type: 'text_delta', text } };
  } else if (data.startsWith(beforeThinking, behindIndex)) {
    const thinking = readTail(data, behindIndex + beforeThinking.length);
    if (thinking !== undefined)
      return { type: 'content_block_delta', index, delta: { type: 'thinking_delta', thinking } };
  } else if (data.startsWith(beforeInput, behindIndex)) {
    const json = readTail(data, behindIndex + beforeInput.length);
    if (json !== undefined) {
      return { type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json: json } };
    }
  }
  return undefined;
}

const digitZero = 0x30;
const quote = 0x22;
const backslash = 0x5c;
const brace = 0x7d;
const space = 0x20;

/**
 * The rest of a string, if two braces are all that follows it.
 *
 * @param from where the string begins, behind its quote
 */
function readTail(data: string, from: number): string | undefined {
  let hasEscape = false;
  let to = from;
  for (; to < data.length; to++) {
    const code = data.charCodeAt(to);
    if (code === quote) break;
    if (code === backslash) {
      hasEscape = true;
      to++;
    } else if (code < space) return undefined;
  }
  if (!isClosing(data, to + 1)) return undefined;
  if (!hasEscape) return data.slice(from, to);
  const text = parseJson(data.slice(from - 1, to + 1));
  return typeof text === 'string' ? text : undefined;
}

/** Whether two braces are all that follows; Anthropic pads events with spaces. */
function isClosing(data: string, from: number): boolean {
  let braces = 0;
  for (let position = from; position < data.length; position++) {
    const code = data.charCodeAt(position);
    if (code === brace) braces++;
    else if (code !== space) return false;
  }
  return braces === 2;
}
