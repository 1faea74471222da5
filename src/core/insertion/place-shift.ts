import { advance, type Change, type Place } from './tracked-range.ts';

/**
 * Tells where places of a text are after changes made at once. Goes through the text once, from its beginning: each place
 * and change handed in is at or behind the one before, and all are given as they were before the first change.
 */
export class PlaceShift {
  #lines = 0;
  /** The line on which the last change ended; behind it on that line, characters have moved, too. */
  #line = -1;
  #characters = 0;

  /** Where the place is now. */
  map({ line, character }: Place): Place {
    return { line: line + this.#lines, character: character + (line === this.#line ? this.#characters : 0) };
  }

  /** Takes the change into account. Returns where its new text ends now. */
  pass(change: Change): Place {
    const end = advance(this.map(change.start), change.text);
    this.#lines = end.line - change.end.line;
    this.#line = change.end.line;
    this.#characters = end.character - change.end.character;
    return end;
  }
}
