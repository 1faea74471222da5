import type { Attachment } from '../../core/conversation/conversation.ts';
import { findTakenText } from '../../core/insertion/replaced-part.ts';

/**
 * Where an attached text is in what its source is now: where it was, or where it has moved to.
 *
 * @param source whole, with line endings of one kind
 * @returns the index and the length, in UTF-16 code units; undefined when it is not there, or in several places
 */
export function findAttachedText(
  source: string,
  { text, startLine, whole }: Attachment,
): { index: number; length: number } | undefined {
  if (whole) return withLineFeeds(source) === withLineFeeds(text) ? { index: 0, length: source.length } : undefined;
  const wanted = withLineFeeds(text).replaceAll('\n', source.includes('\r\n') ? '\r\n' : '\n');
  const index = findTakenText(source, wanted, startLine - 1);
  return index === undefined ? undefined : { index, length: wanted.length };
}

/** An editor gives all lines one kind of ending, whatever the file has. */
function withLineFeeds(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}
