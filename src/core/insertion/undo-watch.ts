/** Two texts of a document, with steps of the undo stack between them at none of which the user is to rest. */
export interface UndoTexts {
  /** Before the first step. */
  before: string;
  /** After the last one. */
  after: string;
  /** Whether the document is at `after` now, or further steps have been made since. */
  isAfter: boolean;
}

/** Where the user is on the undo stack. */
type Level = 'above' | 'after' | 'between' | 'before' | 'below' | 'over';

/** More steps than any insertion has; a stack that has more than these has another history. */
const mostSteps = 2_000;

/**
 * Watches the user's way along the undo stack, and tells when to go on, up or down, past the steps between two texts.
 *
 * Where the two texts are equal, one step more is wanted, since nothing would have happened to the text.
 */
export class UndoWatch {
  readonly #before: string;
  readonly #after: string;
  #level: Level;
  #next: 'undo' | 'redo' | undefined;
  #steps = 0;

  constructor({ before, after, isAfter }: UndoTexts) {
    this.#before = plain(before);
    this.#after = plain(after);
    this.#level = isAfter ? 'after' : 'above';
  }

  /** The step to take at once, on top of the user's. */
  get next(): 'undo' | 'redo' | undefined {
    return this.#next;
  }

  /** That part of the stack cannot be reached any more. */
  get isOver(): boolean {
    return this.#level === 'over';
  }

  end(): void {
    this.#rest('over');
  }

  /** The step did nothing: the stack ends here. */
  stuck(): void {
    this.#rest(this.#level === 'between' ? 'over' : this.#level);
  }

  /** The document was changed, neither by Undo nor by Redo: what could be redone is gone. */
  edited(): void {
    this.#rest(this.#level === 'above' || this.#level === 'after' ? 'above' : 'over');
  }

  /** An Undo has come to this text; it is asked for only where it matters. */
  undone(read: () => string): void {
    const level = this.#level;
    if (level === 'above') {
      if (plain(read()) === this.#after) this.#rest('after');
    } else if (level === 'before' || level === 'below') {
      this.#rest('below');
    } else if (level === 'after' || level === 'between') {
      if (plain(read()) === this.#before) this.#arrive('before', 'undo');
      else this.#goOn('undo');
    }
  }

  /** A Redo has come to this text; it is asked for only where it matters. */
  redone(read: () => string): void {
    const level = this.#level;
    if (level === 'below') {
      if (plain(read()) === this.#before) this.#rest('before');
    } else if (level === 'after') {
      this.#rest('above');
    } else if (level === 'before' || level === 'between') {
      if (plain(read()) === this.#after) this.#arrive('after', 'redo');
      else this.#goOn('redo');
    }
  }

  #arrive(level: 'before' | 'after', step: 'undo' | 'redo'): void {
    this.#rest(level);
    if (this.#before === this.#after) this.#next = step;
  }

  #rest(level: Level): void {
    this.#level = level;
    this.#next = undefined;
    this.#steps = 0;
  }

  #goOn(step: 'undo' | 'redo'): void {
    this.#steps++;
    const isLost = this.#steps > mostSteps;
    this.#level = isLost ? 'over' : 'between';
    this.#next = isLost ? undefined : step;
  }
}

/** The line ending is a matter of the whole document, and no part of what is compared. */
function plain(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
}
