/** A seeded source of choices: the same seed gives the same choices. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) >>> 0;
  }

  /** At least 0 and below 1. */
  fraction(): number {
    // A Weyl sequence through an integer hash (“mulberry32”).
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let hash = this.#state;
    hash = Math.imul(hash ^ (hash >>> 15), hash | 1);
    hash ^= hash + Math.imul(hash ^ (hash >>> 7), hash | 61);
    return ((hash ^ (hash >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `from` up to and including `to`. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.fraction() * (to - from + 1));
  }

  /** True so often, of 1. */
  chance(share: number): boolean {
    return this.fraction() < share;
  }

  pick<const T>(choices: readonly [T, ...T[]]): T {
    return choices[this.integer(0, choices.length - 1)] ?? choices[0];
  }

  /** The text cut into so many pieces at most, anywhere: also within a surrogate pair or a CRLF. */
  cut(text: string, pieces: number): string[] {
    const cuts = new Set(Array.from({ length: pieces - 1 }, () => this.integer(1, Math.max(1, text.length - 1))));
    const ends = [...cuts, text.length].sort((a, b) => a - b);
    return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end)).filter(piece => piece !== '');
  }
}
