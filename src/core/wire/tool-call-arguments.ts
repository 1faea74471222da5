import type { Delta } from '../delta.ts';

/** The JSON text of a call's arguments, which some protocols and servers give as an object. No arguments are no text. */
export function toArgumentsText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  const text = JSON.stringify(value);
  return text === '{}' ? '' : text;
}

/** The delta for a piece of a call's arguments; none for no text. */
export function argumentsDelta(id: string, argumentsText: string): Delta[] {
  return argumentsText === '' ? [] : [{ type: 'tool-call-delta', id, argumentsText }];
}
