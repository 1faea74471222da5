import { asArray, asObject, asText, parseJson } from '../json.ts';

/**
 * What has to go back with the next request beside the text of the reasoning, by the name of the field it came in and goes
 * back in. Kept as JSON text in the signature of a `reasoning-delta`.
 */
export interface ChatSignature {
  /** Requesty: goes back together with `reasoning_content`. */
  reasoning_signature?: string;
  /** OpenRouter: go back unchanged, their texts included. */
  reasoning_details?: readonly unknown[];
  /** Mistral: the `signature` of a part of the content of type `thinking`. */
  thinking_signature?: string;
}

/** Writes what {@link readSignature} reads. */
export function writeSignature(signature: ChatSignature): string {
  return JSON.stringify(signature);
}

/** Reads what a decoder wrote; empty for anything else. */
export function readSignature(text: string | undefined): ChatSignature {
  const object = asObject(parseJson(text ?? ''));
  const reasoning = asText(object?.reasoning_signature);
  const details = asArray(object?.reasoning_details);
  const thinking = asText(object?.thinking_signature);
  return {
    ...(reasoning === undefined ? {} : { reasoning_signature: reasoning }),
    ...(details.length === 0 ? {} : { reasoning_details: details }),
    ...(thinking === undefined ? {} : { thinking_signature: thinking }),
  };
}
