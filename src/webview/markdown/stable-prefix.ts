/** How much of the end is left alone: it is where writing goes on. */
const KEEP = 128;

/**
 * The longest beginning of `source` that ends with a space between two words, leaving some of the end alone; empty if
 * there is none. Whether it can be parsed on its own depends on what it says: the caller must look.
 */
export function stablePrefix(source: string): string {
  const cut = source.slice(0, Math.max(0, source.length - KEEP));
  const match = /^[\s\S]*[\p{L}\p{N}][ ](?=[\p{L}\p{N}])/u.exec(cut);
  return match?.[0] ?? '';
}
