import { element } from '../dom.ts';
import { loadPart } from '../load-part.ts';
import type { Formula } from '../markdown/sink.ts';

/** What sets formulas once it is loaded. */
export interface FormulaEngine {
  /** @throws Error which says what is wrong with the formula */
  typeset(tex: string, display: boolean): HTMLElement;
}

/** How long formulas may be set in one frame, in milliseconds; one takes some tenths. */
const sliceMs = 4;

/** Of a formula whose source is not shown while it waits. */
const waitingClass = 'math-waiting';

/** How many formulas are remembered, since answers repeat them; longer ones, in UTF-16 code units, hardly ever come again. */
const mostRemembered = 500;
const longestRemembered = 100;

/**
 * Replaces the source of formulas by what it means. KaTeX is loaded when the first one appears; until then, and where
 * a formula is wrong, its source is shown.
 */
export class Formulas {
  readonly #load: () => Promise<FormulaEngine>;
  #loading: Promise<void> | undefined;
  #engine: FormulaEngine | undefined;
  /** Why there will be no engine. */
  #failure: unknown;
  readonly #waiting: { formula: Formula; target: HTMLElement }[] = [];
  readonly #made = new Map<string, Node>();
  /** What is left of this frame's time, in milliseconds. */
  #left = sliceMs;
  #frame: number | undefined;
  #whenSettled: (() => void)[] = [];

  constructor(load: () => Promise<FormulaEngine> = loadKatex) {
    this.#load = load;
  }

  /**
   * Shows `formula` in `target`, which shows its source: now if there is time in this frame, or in one soon. With `quiet`
   * its place stays empty until then.
   */
  set(formula: Formula, target: HTMLElement, quiet = false): void {
    if (this.#failure !== undefined) {
      target.title = whyNotShown(this.#failure);
      return;
    }
    if (this.#engine && this.#waiting.length === 0 && this.#left > 0) {
      this.#set(this.#engine, formula, target);
      this.#frame ??= requestAnimationFrame(() => this.#work());
      return;
    }
    if (quiet) target.classList.add(waitingClass);
    this.#waiting.push({ formula, target });
    if (this.#engine) this.#frame ??= requestAnimationFrame(() => this.#work());
    else this.#loading ??= this.#begin();
  }

  /** Resolves when no formula waits. */
  settled(): Promise<void> {
    if (this.#waiting.length === 0) return Promise.resolve();
    return new Promise(resolve => this.#whenSettled.push(resolve));
  }

  async #begin(): Promise<void> {
    try {
      this.#engine = await this.#load();
      this.#work();
    } catch (error) {
      // Their source is readable.
      this.#failure = error;
      for (const { target } of this.#waiting.splice(0)) {
        target.classList.remove(waitingClass);
        target.title = whyNotShown(error);
      }
      this.#tellSettled();
    }
  }

  #work(): void {
    this.#frame = undefined;
    this.#left = sliceMs;
    while (this.#engine && this.#left > 0) {
      const next = this.#waiting.shift();
      if (!next) break;
      this.#set(this.#engine, next.formula, next.target);
    }
    if (this.#waiting.length > 0) this.#frame = requestAnimationFrame(() => this.#work());
    else this.#tellSettled();
  }

  #tellSettled(): void {
    for (const resolve of this.#whenSettled.splice(0)) resolve();
  }

  #set(engine: FormulaEngine, formula: Formula, target: HTMLElement): void {
    const { tex, display, source } = formula;
    target.classList.remove(waitingClass);
    const start = performance.now();
    const key = `${display ? 'display' : 'inline'} ${tex}`;
    const known = this.#made.get(key);
    try {
      const made = known ?? engine.typeset(tex, display);
      if (!known && tex.length <= longestRemembered) this.#remember(key, made);
      const hidden = element('span', 'math-source', source);
      hidden.ariaHidden = 'true';
      target.replaceChildren(made.cloneNode(true), hidden);
    } catch (error) {
      target.classList.add('math-error');
      target.title = whyNotShown(error);
    }
    this.#left -= performance.now() - start;
  }

  #remember(key: string, made: Node): void {
    const [oldest] = this.#made.keys();
    if (this.#made.size >= mostRemembered && oldest !== undefined) this.#made.delete(oldest);
    this.#made.set(key, made);
  }
}

async function loadKatex(): Promise<FormulaEngine> {
  const engine = await loadPart(import('./katex-engine.ts'));
  await loadPart(engine.loadStyles());
  return engine;
}

function whyNotShown(error: unknown): string {
  const words = error instanceof Error ? error.message.replace(/^KaTeX parse error: /, '') : String(error);
  return `This formula could not be shown: ${words}`;
}
