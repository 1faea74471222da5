import { asText } from '../wire/json.ts';

/** What servers say of models is shown in lists and sent back as ids: here it is made fit for both. */

/** No model has a longer id, in UTF-16 code units; one that has would fill the list. */
const maxIdLength = 256;

/** Whether an id can be shown as it is sent: with invisible characters in it, it could pass for another one. */
export function isUsableId(id: string): boolean {
  return id.length <= maxIdLength && id.trim() === id && id !== '' && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(id);
}

/**
 * One line of plain text, or undefined where there is none.
 *
 * @param maxLength in UTF-16 code units
 */
export function modelLine(value: unknown, maxLength: number): string | undefined {
  const line = asText(value)
    ?.replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .trim();
  if (!line) return undefined;
  if (line.length <= maxLength) return line;
  // Not in the middle of a surrogate pair.
  return `${line.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
