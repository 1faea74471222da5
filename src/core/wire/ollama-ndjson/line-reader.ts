import { brokenPayloadError, truncatedError } from '../decoder-errors.ts';
import { maxPayloadLength, tooLongError } from '../framer.ts';
import { isUnclosedJson, parseJson } from '../json.ts';
import { type FrameContent, readFrame } from '../read-frame.ts';
import type { Frame } from '../wire-format.ts';

const nothing: FrameContent = { type: 'nothing' };

/**
 * Reads lines of which each should be a JSON object. Proxies on the way wrap them as server-sent events, and servers that
 * do not stream send one object over many lines.
 */
export class LineReader {
  /** The lines of an object that is open. */
  #open: string[] = [];
  #openLength = 0;

  read(frame: Frame): FrameContent {
    const data = frame.data.startsWith('data:') ? frame.data.slice('data:'.length).trim() : frame.data;
    if (this.#open.length > 0) return this.#continue(data, frame.cutOff);
    const content = readFrame(data === frame.data ? frame : { ...frame, data });
    if (content.type !== 'error' || frame.event !== undefined || !isUnclosedJson(data)) return content;
    this.#add(data);
    return nothing;
  }

  /** What an object that is still open when the body ends makes of it. */
  end(): FrameContent {
    return this.#open.length === 0 ? nothing : { type: 'error', error: truncatedError() };
  }

  #continue(line: string, cutOff: true | undefined): FrameContent {
    // A whole object in the midst of another: that one was broken and not laid out over lines.
    if (line.startsWith('{') && parseJson(line) !== undefined) return { type: 'error', error: brokenPayloadError() };
    this.#add(line);
    if (this.#openLength > maxPayloadLength) return { type: 'error', error: tooLongError(maxPayloadLength) };
    // Cheap, since it is asked of every line.
    if (!line.endsWith('}') && !line.endsWith(']')) return nothing;
    const text = this.#open.join('\n');
    if (isUnclosedJson(text)) return nothing;
    this.#open = [];
    this.#openLength = 0;
    return readFrame(cutOff ? { data: text, cutOff } : { data: text });
  }

  #add(line: string): void {
    this.#open.push(line);
    this.#openLength += line.length;
  }
}
