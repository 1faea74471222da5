import type { ReasoningDelta } from '../../delta.ts';
import { asArray, asObject, asText, type JsonObject } from '../json.ts';

/**
 * How much of the text that has been said is kept, in UTF-16 code units: what a server may repeat is seldom longer, and
 * where it is, its end tells.
 */
const keptLength = 4096;

/**
 * Reads the reasoning of one answer, which servers send in up to three fields at once: `reasoning` (OpenRouter, vLLM
 * from 0.17), `reasoning_content` (DeepSeek, llama.cpp, Requesty), and `reasoning_details`. It is counted once.
 */
export class ReasoningReader {
  /** The end of what came in one of the plain fields, or all of it while that is shorter than {@link keptLength}. */
  #said = '';
  #signature: string | undefined;

  /** Takes one `delta` (or `message`). Undefined if it adds nothing. */
  read(delta: JsonObject): ReasoningDelta | undefined {
    const plain = asText(delta.reasoning) ?? asText(delta.reasoning_content);
    const details = asArray(delta.reasoning_details);
    const text = plain ?? (details.length === 0 ? '' : this.#detailed(details));
    const signature = asText(delta.reasoning_signature) ?? findSignature(details);
    if (plain !== undefined) this.#remember(plain);

    const isNew = signature !== undefined && signature !== this.#signature;
    if (isNew) this.#signature = signature;
    if (isNew) return { type: 'reasoning-delta', text, signature };
    return text === '' ? undefined : { type: 'reasoning-delta', text };
  }

  #remember(plain: string): void {
    this.#said += plain;
    // Not each time, since cutting copies.
    if (this.#said.length > 2 * keptLength) this.#said = this.#said.slice(-keptLength);
  }

  /** The text of the details. They may follow the plain field in a chunk of their own, and then repeat what was said. */
  #detailed(details: readonly unknown[]): string {
    const text = details.map(detailText).join('');
    const isRepeated =
      this.#said.endsWith(text) || (this.#said.length >= keptLength && text.endsWith(this.#said.slice(-keptLength)));
    return isRepeated ? '' : text;
  }
}

function detailText(detail: unknown): string {
  const object = asObject(detail);
  return asText(object?.text) ?? asText(object?.summary) ?? '';
}

function findSignature(details: readonly unknown[]): string | undefined {
  return asText(asObject(details.findLast(detail => asText(asObject(detail)?.signature)))?.signature);
}
