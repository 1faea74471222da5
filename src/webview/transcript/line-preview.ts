/** So much of a line is kept, in UTF-16 code units; no panel shows more in one line. */
const longestLine = 200;

/**
 * The beginning of the latest line of a text that is still coming: it stays while its line grows, and so can be read.
 * Markers of headings, lists, quotes and emphasis are left out.
 */
export class LinePreview {
  #current = '';
  #line = '';

  /** The line without its markers; empty while there is none. */
  get line(): string {
    return this.#line;
  }

  append(text: string): void {
    const pieces = text.split(/[\r\n]+/);
    pieces.forEach((piece, index) => {
      const begun = index === 0 ? this.#current : '';
      this.#current = begun + piece.slice(0, longestLine - begun.length);
      const line = withoutMarkers(this.#current);
      // Until the next line says something the one before stays.
      if (line !== '') this.#line = line;
    });
  }
}

function withoutMarkers(line: string): string {
  return line
    .replace(/^[\s>#*+-]+/, '')
    .replace(/\*\*|__|`/g, '')
    .trim();
}
