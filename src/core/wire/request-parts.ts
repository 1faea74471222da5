import type { RequestPart } from './wire-format.ts';

/** The text of a message, without what the model thought. */
export function textOf(parts: readonly RequestPart[]): string {
  return parts.map(part => (part.type === 'text' ? part.text : '')).join('');
}
