import { StreamFailure } from '../delta.ts';
import { type Framer, maxPayloadLength, tooLongError } from './framer.ts';
import type { Frame } from './wire-format.ts';

/** Cuts a body into frames, one a line. Lines end in LF or CRLF; blank ones are skipped. */
export function createJsonLinesFramer(maxLength = maxPayloadLength): Framer {
  const decoder = new TextDecoder();
  // Pieces of the line that is open, joined only at its end: joining at each push would be quadratic.
  let pieces: string[] = [];
  let length = 0;

  function takeLine(rest: string): string {
    const line = pieces.length === 0 ? rest : pieces.join('') + rest;
    pieces = [];
    length = 0;
    return line.trim();
  }

  function feed(text: string): Frame[] {
    const frames: Frame[] = [];
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      const data = takeLine(text.slice(start, end));
      if (data !== '') frames.push({ data });
      start = end + 1;
    }
    if (start < text.length) {
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
      const data = takeLine('');
      if (data !== '') frames.push({ data, cutOff: true });
      return frames;
    },
  };
}
