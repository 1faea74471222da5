import { StreamFailure } from '../delta.ts';
import { type Framer, maxPayloadLength, tooLongError } from './framer.ts';
import type { Frame } from './wire-format.ts';

/**
 * Cuts a body that is one JSON array into frames, one for each element as soon as it is complete. Google streams like
 * this where it is not asked for server-sent events.
 */
export function createJsonArrayFramer(maxLength = maxPayloadLength): Framer {
  const decoder = new TextDecoder();
  // Pieces of the element that is open, joined only at its end: joining at each push would be quadratic.
  let pieces: string[] = [];
  let length = 0;
  /** How many brackets are open; 1 is between the array's elements. */
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  let isOver = false;

  function takeElement(rest: string): Frame[] {
    const data = (pieces.join('') + rest).trim();
    pieces = [];
    length = 0;
    return data === '' ? [] : [{ data }];
  }

  function feed(text: string): Frame[] {
    const frames: Frame[] = [];
    let start = 0;
    for (let index = 0; index < text.length && !isOver; index++) {
      const character = text[index];
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (character === '\\') isEscaped = true;
        else if (character === '"') inString = false;
      } else if (character === '"') inString = true;
      else if (character === '{' || character === '[') {
        if (depth++ === 0) start = index + 1;
      } else if (character === '}' || character === ']') {
        isOver = --depth === 0;
        if (isOver) frames.push(...takeElement(text.slice(start, index)));
      } else if (character === ',' && depth === 1) {
        frames.push(...takeElement(text.slice(start, index)));
        start = index + 1;
      }
    }
    // What is at depth 0 is a mark of the byte order, or blank.
    if (!isOver && depth > 0 && start < text.length) {
      pieces.push(text.slice(start));
      length += text.length - start;
    }
    if (length > maxLength && frames.length === 0) throw new StreamFailure(tooLongError(maxLength));
    return frames;
  }

  return {
    push: bytes => feed(decoder.decode(bytes, { stream: true })),
    end() {
      const frames = feed(decoder.decode());
      return [...frames, ...takeElement('').map(frame => ({ ...frame, cutOff: true as const }))];
    },
  };
}
