/**
 * What this format puts into the signature of a reasoning delta: the signature of a `thinking` block as it is, or the
 * data of a `redacted_thinking` block behind a mark. Signatures are base64, which has no colon.
 */
const redactedMark = 'redacted:';

/** The signature that stands for a `redacted_thinking` block. */
export function signatureOfRedacted(data: string): string {
  return redactedMark + data;
}

/** A block of thinking as it goes back to the provider, unchanged. */
export type ThinkingBlock =
  | { type: 'thinking'; thinking: string; signature: string }
  | { type: 'redacted_thinking'; data: string };

/**
 * The block that a signature closes.
 *
 * @param text what the model thought before it; empty where the provider does not show it
 */
export function blockOfSignature(signature: string, text: string): ThinkingBlock {
  return signature.startsWith(redactedMark)
    ? { type: 'redacted_thinking', data: signature.slice(redactedMark.length) }
    : { type: 'thinking', thinking: text, signature };
}
