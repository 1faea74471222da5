/**
 * Text that has arrived and is not drawn yet, as the pieces it came in: joining them to one string and cutting from it
 * would copy all of a long answer again and again.
 */
export class TextBacklog {
  #pieces: string[] = [];
  /** How much of the first piece is taken. */
  #taken = 0;
  #length = 0;

  /** In UTF-16 code units. */
  get length(): number {
    return this.#length;
  }

  push(text: string): void {
    if (text === '') return;
    this.#pieces.push(text);
    this.#length += text.length;
  }

  /**
   * Takes text from the beginning: at most `limit` code units (2 or more), up to the end of a line where there is one in
   * the second half of them, and never half a character.
   */
  take(limit: number): string {
    let text = '';
    while (text.length < limit) {
      const piece = this.#pieces[0];
      if (piece === undefined) break;
      const rest = piece.length - this.#taken;
      const wanted = limit - text.length;
      text += piece.slice(this.#taken, this.#taken + wanted);
      if (rest > wanted) {
        this.#taken += wanted;
        break;
      }
      this.#pieces.shift();
      this.#taken = 0;
    }
    this.#length -= text.length;
    return this.#length === 0 ? text : this.#giveBack(text, cutBefore(text));
  }

  #giveBack(text: string, end: number): string {
    if (end === text.length) return text;
    const back = text.length - end;
    this.#length += back;
    if (this.#taken >= back) {
      this.#taken -= back;
    } else {
      const first = this.#pieces.shift();
      this.#pieces.unshift(text.slice(end), ...(first === undefined ? [] : [first.slice(this.#taken)]));
      this.#taken = 0;
    }
    return text.slice(0, end);
  }
}

/** Where to end a piece of text that goes on. */
function cutBefore(text: string): number {
  const lineEnd = text.lastIndexOf('\n') + 1;
  if (lineEnd > text.length / 2) return lineEnd;
  const last = text.charCodeAt(text.length - 1);
  const isHighSurrogate = last >= 0xd800 && last < 0xdc00;
  return isHighSurrogate && text.length > 1 ? text.length - 1 : text.length;
}
