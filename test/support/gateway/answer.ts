import { createHash } from 'node:crypto';
import { tokenize } from './tokens.ts';

/** What an answer is made of, whatever protocol it is written in. Text is written token by token, as `tokenize` cuts it. */
export interface Answer {
  model: string;
  parts: readonly AnswerPart[];
  finish: Finish;
  /** Of the request. */
  inputTokens: number;
}

/** Why the scripted model stopped. */
export type Finish = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'refusal';

/** A piece of an answer. A protocol that has no place for a part leaves it out. */
export type AnswerPart =
  /** Paragraphs are parted by an empty line. `signed`: the protocol's signature or encrypted item comes with it. */
  | { type: 'reasoning'; text: string; signed: boolean }
  /** Reasoning that is not shown: only what has to be sent back. */
  | { type: 'hidden-reasoning' }
  | { type: 'text'; text: string }
  | { type: 'refusal'; text: string }
  | { type: 'tool-call'; id: string; name: string; arguments: Readonly<Record<string, unknown>> }
  | { type: 'citation'; url: string; title: string; snippet: string }
  | { type: 'image'; mimeType: string; base64: string };

/** Seconds since the epoch; fixed, so that an answer is always the same. */
export const createdAt = 1_750_000_000;

/** How many tokens of an answer are text of this kind. */
export function countTokens(answer: Answer, ...types: AnswerPart['type'][]): number {
  return answer.parts
    .filter(({ type }) => types.includes(type))
    .reduce((sum, part) => sum + ('text' in part ? tokenize(part.text).length : 0), 0);
}

/** All tokens an answer holds; a call and an image count ten each. */
export function outputTokens(answer: Answer): number {
  const others = answer.parts.filter(({ type }) => type === 'tool-call' || type === 'image').length;
  return countTokens(answer, 'reasoning', 'text', 'refusal') + 10 * others;
}

/** The text of all parts of one type. */
export function joinedText(answer: Answer, type: 'reasoning' | 'text' | 'refusal'): string {
  return answer.parts.map(part => (part.type === type ? part.text : '')).join('');
}

const signatureMark = 'c2FtcGxl';

/** What the gateway signs a thought with: it knows it again when it is sent back. */
export function signatureOf(text: string): string {
  return signatureMark + createHash('sha256').update(text).digest('base64');
}

/**
 * Whether a signature that was sent back can be one of this text. One that is none of the gateway's own, such as from a
 * replayed recording, cannot be judged and counts as good.
 */
export function isSignatureOf(signature: string, text: string): boolean {
  return signature !== '' && (!signature.startsWith(signatureMark) || signature === signatureOf(text));
}
