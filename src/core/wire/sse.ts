import { createParser } from 'eventsource-parser';
import { type StreamError, StreamFailure } from '../delta.ts';
import { type Framer, maxPayloadLength, tooLongError } from './framer.ts';
import { asObject, parseJson } from './json.ts';
import type { Frame } from './wire-format.ts';

/**
 * Cuts a stream of server-sent events into frames.
 *
 * Unlike a browser it also puts out a last event that no blank line follows: several servers close right after it.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function createSseFramer(maxLength = maxPayloadLength): Framer {
  const decoder = new TextDecoder();
  let frames: Frame[] = [];
  let overflow: StreamError | undefined;

  const add = (event: string | undefined, data: string) => {
    frames.push(event === undefined ? { data } : { event, data });
  };

  const parser = createParser({
    maxBufferSize: maxLength,
    onEvent: ({ event, data }) => {
      if (data.includes('\n')) for (const payload of payloadsOf(data)) add(event, payload);
      else add(event, data);
    },
    onError: error => {
      if (error.type === 'max-buffer-size-exceeded') overflow = tooLongError(maxLength);
    },
  });

  function feed(text: string): Frame[] {
    if (overflow) throw new StreamFailure(overflow);
    parser.feed(hasLeadingNull(text) ? text.replaceAll('\0', '') : text);
    const complete = frames;
    frames = [];
    // Deltas that came before the overlong event are not lost: they go out first, and the next call throws.
    if (overflow && complete.length === 0) throw new StreamFailure(overflow);
    return complete;
  }

  return {
    push: bytes => feed(decoder.decode(bytes, { stream: true })),
    end: () =>
      // Ends the line and the event that may be open. A line feed that completes a CRLF is one of the three.
      feed(`${decoder.decode()}\n\n\n`).map(frame => ({ ...frame, cutOff: true })),
  };
}

/**
 * Whether a line may begin with a null character, by which some keep a connection open: it would make the field unknown.
 * Looks for line ends, since they are quicker to find in a text than nulls.
 */
function hasLeadingNull(text: string): boolean {
  return text.startsWith('\0') || text.includes('\n\0') || text.includes('\r\0');
}

/**
 * The payloads of an event of several lines: one, or, where a server leaves out the blank lines between its events, one a
 * line.
 */
function payloadsOf(data: string): readonly string[] {
  if (parseJson(data) !== undefined) return [data];
  const lines = data.split('\n').filter(line => line.trim() !== '');
  return lines.length > 1 && lines.every(isPayload) ? lines : [data];
}

function isPayload(line: string): boolean {
  return line.trim() === '[DONE]' || asObject(parseJson(line)) !== undefined;
}
