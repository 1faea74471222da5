/**
 * How much of a text has come in pieces, so that what is missing can be taken from the whole text that follows them.
 *
 * It remembers the last piece and no more, so that a long answer is not kept twice.
 */
export class ReceivedText {
  #length = 0;
  #last = '';
  /** The part of the text that is coming, and where it began. */
  #part: number | undefined;
  #partStart = 0;

  /** In UTF-16 code units. */
  get length(): number {
    return this.#length;
  }

  /**
   * The pieces that come now are of this part.
   *
   * @returns whether it is another one than before
   */
  enterPart(part: number): boolean {
    if (part === this.#part) return false;
    this.#part = part;
    this.#partStart = this.#length;
    return true;
  }

  /** How much has come since the part that is coming began, in UTF-16 code units; undefined for any other part. */
  lengthSince(part: number): number | undefined {
    return part === (this.#part ?? part) ? this.#length - this.#partStart : undefined;
  }

  add(piece: string): void {
    this.#length += piece.length;
    this.#last = piece;
  }

  /** What is missing of the text as a whole. */
  restOf(whole: string): string {
    return this.#rest(whole, this.#length);
  }

  /** What is missing of a part. Only the one that is coming can miss its end, and only a later one can be missing. */
  restOfPart(part: number, whole: string): string {
    const current = this.#part ?? part;
    if (part === current) return this.#rest(whole, this.#length - this.#partStart);
    return part > current ? whole : '';
  }

  /** A whole that is not the continuation of the pieces is left alone: nothing shown is taken back. */
  #rest(whole: string, received: number): string {
    if (received === 0) return whole;
    if (whole.length <= received) return '';
    const last = this.#last.slice(-received);
    return whole.slice(received - last.length, received) === last ? whole.slice(received) : '';
  }
}
