import type { StreamError } from '../delta.ts';
import { asArray, asObject, asText, parseJson } from './json.ts';
import type { Frame, WireFormatId } from './wire-format.ts';

/**
 * Notices a stream in another protocol than the one that is set: of it a decoder makes nothing, and would only say that it
 * has no end.
 *
 * Used while no frame has given anything, and for an error message only; decoders themselves are more lenient.
 */
export class ForeignStream {
  readonly #format: WireFormatId;
  #hasOwnFrame = false;
  #foreign: WireFormatId | 'unknown' | undefined;

  constructor(format: WireFormatId) {
    this.#format = format;
  }

  /** Takes a frame of which the decoder made nothing. */
  look(frame: Frame): void {
    const origin = formatOf(frame);
    if (origin === (this.#format === 'mistral' ? 'openai-chat' : this.#format)) this.#hasOwnFrame = true;
    else this.#foreign ??= origin;
  }

  /**
   * The error in place of the end of a stream of which no frame was of the protocol that is set; undefined if some was, or
   * none came.
   *
   * @param end whether it broke off, or was ended by `[DONE]`: that may follow a stream of any kind, so then the protocol
   *   has to be known
   */
  errorAt(end: 'truncated' | 'done'): StreamError | undefined {
    if (this.#hasOwnFrame || this.#foreign === undefined) return undefined;
    if (end === 'done' && this.#foreign === 'unknown') return undefined;
    const looksLike = this.#foreign === 'unknown' ? '' : `; it looks like “${this.#foreign}”`;
    return {
      kind: end === 'truncated' ? 'truncated' : 'protocol',
      message: `Nothing that the server sent could be read as an answer in the protocol “${this.#format}”${looksLike}. Check the preset and the base URL in the setting “runnel.providers”.`,
      // A stream that broke off may go on longer the next time, and be read then.
      retryable: end === 'truncated',
      remedy: 'settings',
    };
  }
}

/**
 * Which protocol a frame is of; undefined for one that keeps a connection open, or is no JSON object. Mistral’s chunks are
 * those of chat completions.
 */
export function formatOf({ event, data }: Frame): WireFormatId | 'unknown' | undefined {
  // Where JSON lines are expected, those of an event stream come as they are.
  const payload = parseJson(data.replace(/^data:/, ''));
  const object = asObject(Array.isArray(payload) ? asArray(payload)[0] : payload);
  if (!object || Object.keys(object).length === 0) return undefined;
  const type = asText(object.type) ?? event ?? '';
  if (/^(?:ping|heartbeat|keep[-_ ]?alive)$/i.test(type)) return undefined;
  if (type.startsWith('response.')) return 'openai-responses';
  if (/^(?:message|content_block)_(?:start|delta|stop)$/.test(type)) return 'anthropic-messages';
  if ('choices' in object) return 'openai-chat';
  if ('candidates' in object || 'usageMetadata' in object) return 'gemini-generatecontent';
  return typeof object.done === 'boolean' ? 'ollama-ndjson' : 'unknown';
}
