import type { ReasoningDelta } from '../../delta.ts';
import { asArray, asObject, asText, type JsonObject } from '../json.ts';
import { ReasoningDetails } from './reasoning-details.ts';
import { writeSignature } from './signature.ts';

/**
 * How much of the end of the plain text is remembered, in UTF-16 code units: what a server repeats is seldom longer, and
 * where it is, its end tells.
 */
const rememberedLength = 4096;

/**
 * Reads the reasoning of one answer, which servers send in up to three fields at once: `reasoning` (OpenRouter, vLLM
 * from 0.17), `reasoning_content` (DeepSeek, llama.cpp, Requesty), and `reasoning_details`. It is counted once.
 */
export class ReasoningReader {
  /** The end of what came in one of the plain fields, or all of it while that is shorter. */
  #plain = '';
  readonly #details = new ReasoningDetails();
  #hasDetails = false;
  #signature: string | undefined;
  /** The signature that has been put out, which some servers repeat. */
  #signedWith: string | undefined;

  /** Takes one `delta` (or `message`). Undefined if it adds no text. */
  read(delta: JsonObject): ReasoningDelta | undefined {
    const details = delta.reasoning_details ? asArray(delta.reasoning_details).map(asObject) : [];
    if (details.length > 0) {
      this.#hasDetails = true;
      this.#details.add(details);
    }
    if (delta.reasoning_signature) this.#signature = asText(delta.reasoning_signature) ?? this.#signature;
    const text = plainText(delta);
    if (text !== undefined) {
      this.#remember(text);
      return { type: 'reasoning-delta', text };
    }
    if (details.length === 0) return undefined;
    const detailed = details.map(detail => asText(detail?.text) ?? asText(detail?.summary) ?? '').join('');
    // The details may follow the plain field in a chunk of their own; then they repeat what has been said.
    return this.#isSaid(detailed) ? undefined : { type: 'reasoning-delta', text: detailed };
  }

  /** Whether anything has come by which the reasoning is to be closed. */
  get isOpen(): boolean {
    return this.#hasDetails || this.#signature !== undefined;
  }

  /**
   * The reasoning is over for now, as something else follows it: puts out the signature that has come with it, which may
   * have been in any of its chunks, and closes it.
   */
  close(): ReasoningDelta[] {
    if (!this.isOpen) return [];
    this.#hasDetails = false;
    const details = this.#details.take();
    const signature = this.#signature === this.#signedWith ? undefined : this.#signature;
    this.#signedWith = this.#signature ?? this.#signedWith;
    this.#signature = undefined;
    if (!details && signature === undefined) return [];
    const written = writeSignature({
      ...(signature === undefined ? {} : { reasoning_signature: signature }),
      ...(details ? { reasoning_details: details } : {}),
    });
    return [{ type: 'reasoning-delta', text: '', signature: written }];
  }

  #isSaid(text: string): boolean {
    if (this.#plain.endsWith(text)) return true;
    return this.#plain.length >= rememberedLength && text.endsWith(this.#plain.slice(-rememberedLength));
  }

  #remember(text: string): void {
    this.#plain += text;
    // Not each time, since cutting copies.
    if (this.#plain.length > 2 * rememberedLength) this.#plain = this.#plain.slice(-rememberedLength);
  }
}

function plainText(delta: JsonObject): string | undefined {
  return (
    asText(delta.reasoning) ??
    asText(delta.reasoning_content) ??
    // GitHub Copilot's name, and the shape of servers that pass on the object of another protocol.
    asText(delta.reasoning_text) ??
    (typeof delta.reasoning === 'object' ? textIn(asObject(delta.reasoning)) : undefined)
  );
}

function textIn(object: JsonObject | undefined): string | undefined {
  return asText(object?.text) ?? asText(object?.content) ?? asText(object?.summary);
}
