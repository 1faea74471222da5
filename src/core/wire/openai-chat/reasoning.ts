import { asArray, asObject, asText, type JsonObject } from '../json.ts';

/** What a chunk adds to the reasoning. */
export interface ReasoningPiece {
  text: string;
  signature?: string;
}

/**
 * Reads the reasoning of one answer, which servers send in up to three fields at once: `reasoning` (OpenRouter, vLLM
 * from 0.17), `reasoning_content` (DeepSeek, llama.cpp, Requesty), and `reasoning_details`. It is counted once.
 */
export class ReasoningReader {
  /** All text that came in one of the plain fields. */
  #plain = '';
  #signature: string | undefined;

  /** Takes one `delta` (or `message`). Undefined if it adds nothing. */
  read(delta: JsonObject): ReasoningPiece | undefined {
    const details = asArray(delta.reasoning_details).map(asObject);
    const text = this.#text(delta, details);
    const signature =
      asText(delta.reasoning_signature) ?? details.map(detail => asText(detail?.signature)).findLast(Boolean);
    const isNew = signature !== undefined && signature !== this.#signature;
    if (text === '' && !isNew) return undefined;
    this.#signature = signature ?? this.#signature;
    return isNew ? { text, signature } : { text };
  }

  #text(delta: JsonObject, details: readonly (JsonObject | undefined)[]): string {
    const plain = asText(delta.reasoning) ?? asText(delta.reasoning_content);
    if (plain !== undefined) {
      this.#plain += plain;
      return plain;
    }
    const detailed = details.map(detail => asText(detail?.text) ?? asText(detail?.summary) ?? '').join('');
    // The details may follow the plain field in a chunk of their own; then they repeat what has been said.
    return detailed !== '' && this.#plain.endsWith(detailed) ? '' : detailed;
  }
}
