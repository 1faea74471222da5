/** The document's text around an insertion that was put on top of the undo stack. */
export interface UndoTexts {
  /** Before the first of it was written. */
  before: string;
  /** With all the user did meanwhile, without the insertion. */
  without: string;
}

/** Where the user is on the undo stack. */
type Level =
  /** At the text with the insertion, or a later one. */
  | 'above'
  | 'without'
  /** Where parts of the insertion show. */
  | 'between'
  | 'before'
  | 'below'
  | 'over';

/** More steps than any insertion has; a stack that has more than these has another history. */
const mostSteps = 2_000;

/**
 * Watches the user's way along the undo stack past an insertion, and tells when to go on: between the text without the
 * insertion and the text before it are the user's own changes, each with a part of the insertion.
 *
 * Where the two are equal, the user did nothing meanwhile but move: then one step more is wanted, since nothing would have
 * happened to the text.
 */
export class UndoWatch {
  readonly #texts: UndoTexts;
  #level: Level = 'above';
  #next: 'undo' | 'redo' | undefined;
  #steps = 0;

  constructor(texts: UndoTexts) {
    this.#texts = { before: plain(texts.before), without: plain(texts.without) };
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
    this.#rest(this.#level === 'above' || this.#level === 'without' ? 'above' : 'over');
  }

  /** An Undo has come to this text; it is asked for only where it matters. */
  undone(read: () => string): void {
    const level = this.#level;
    if (level === 'above') {
      if (plain(read()) === this.#texts.without) this.#rest('without');
    } else if (level === 'before' || level === 'below') {
      this.#rest('below');
    } else if (level === 'without' || level === 'between') {
      if (plain(read()) === this.#texts.before) this.#arrive('before', 'undo');
      else this.#goOn('undo');
    }
  }

  /** A Redo has come to this text; it is asked for only where it matters. */
  redone(read: () => string): void {
    const level = this.#level;
    if (level === 'below') {
      if (plain(read()) === this.#texts.before) this.#rest('before');
    } else if (level === 'without') {
      this.#rest('above');
    } else if (level === 'before' || level === 'between') {
      if (plain(read()) === this.#texts.without) this.#arrive('without', 'redo');
      else this.#goOn('redo');
    }
  }

  #arrive(level: 'before' | 'without', step: 'undo' | 'redo'): void {
    this.#rest(level);
    if (this.#texts.before === this.#texts.without) this.#next = step;
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
