/** What may be kept at most. */
export interface KeepLimits {
  count: number;
  /** The sum of all sizes. */
  size: number;
}

/**
 * Those that have to go, so that what is left is within the limits: the oldest, as many as need be, the newest itself only
 * where it is too large alone, and then nothing else.
 *
 * @param items oldest first
 */
export function tooOld<T extends { readonly size: number }>(items: readonly T[], most: KeepLimits): T[] {
  const newest = items.at(-1);
  if (newest && newest.size > most.size) return [newest];
  let size = items.reduce((sum, item) => sum + item.size, 0);
  let gone = 0;
  for (const item of items) {
    if (size <= most.size && items.length - gone <= most.count) break;
    size -= item.size;
    gone++;
  }
  return items.slice(0, gone);
}
