/** Replaces secrets in bytes that come cut anywhere. */
export interface ByteMask {
  /** Takes the next bytes, and gives what is sure to hold no secret; never the same memory. */
  push(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
  /** Gives what was held back. */
  end(): Uint8Array<ArrayBuffer>;
}

const star = 0x2a;

/**
 * A mask for these secrets: each is replaced by as many `*` as it has bytes, also where JSON writes it with escaped
 * slashes. All other bytes stay as they are, so that what is masked is still decoded in the same way.
 */
export function createByteMask(secrets: readonly string[]): ByteMask {
  const encoder = new TextEncoder();
  const written = secrets.flatMap(secret => [secret, secret.replaceAll('/', '\\/')]).filter(text => text !== '');
  // The longest first, so that a secret that holds another one is not left in part.
  const patterns = [...new Set(written)]
    .map(text => encoder.encode(text))
    .toSorted((first, second) => second.length - first.length);
  let held = new Uint8Array();

  return {
    push(bytes) {
      const all = new Uint8Array(held.length + bytes.length);
      all.set(held);
      all.set(bytes, held.length);
      for (const pattern of patterns) starOut(all, pattern);
      const sure = all.length - longestBeginning(all, patterns);
      held = all.slice(sure);
      return all.slice(0, sure);
    },
    end() {
      const rest = held;
      held = new Uint8Array();
      return rest;
    },
  };
}

function starOut(bytes: Uint8Array, pattern: Uint8Array): void {
  const [first = 0] = pattern;
  const last = bytes.length - pattern.length;
  for (let start = bytes.indexOf(first); start !== -1 && start <= last; start = bytes.indexOf(first, start + 1)) {
    if (pattern.every((byte, index) => bytes[start + index] === byte)) bytes.fill(star, start, start + pattern.length);
  }
}

/** How many bytes at the end may be the beginning of a pattern. */
function longestBeginning(bytes: Uint8Array, patterns: readonly Uint8Array[]): number {
  let longest = 0;
  for (const pattern of patterns) {
    for (let length = Math.min(pattern.length - 1, bytes.length); length > longest; length--) {
      const start = bytes.length - length;
      if (pattern.subarray(0, length).every((byte, index) => bytes[start + index] === byte)) longest = length;
    }
  }
  return longest;
}
