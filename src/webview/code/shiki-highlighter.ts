import type { CodeTheme } from '../../protocol/code-theme.ts';
import type { CodeHighlighter, ColourableCode, LineTokenizer } from '../markdown/code-highlighter.ts';
import { CodeStyles, checkedTheme, classesOf } from './code-styles.ts';
import type { Grammars } from './grammars.ts';
import { findLanguage, type Language } from './languages.ts';
import { SliceQueue } from './slice-queue.ts';
import { WeakCollection } from './weak-collection.ts';

/** So many lines, and so many milliseconds within each frame, are coloured as they come; more is left to idle time. */
const linesAtOnce = 16;
const atOnceMs = 2;
const frameMs = 16;

/** A language in which so many lines took too long is not coloured any more. */
const slowLinesAllowed = 8;

/**
 * Colours code as the editor would: by TextMate grammars and the user's colour theme. Grammars are loaded when they are
 * first wanted; until then, and until a theme has come, code stays plain. Another theme recolours all code. Code far from
 * the screen waits for its colours until it comes near.
 */
export class ShikiHighlighter implements CodeHighlighter {
  readonly #styles = new CodeStyles();
  readonly #codes = new WeakCollection<ColourableCode>();
  readonly #queue = new SliceQueue<ColourableCode>(
    (code, deadline) => this.#colour(code, deadline, Number.POSITIVE_INFINITY),
    () => this.#emptied(),
  );
  /** `undefined` while it is being loaded, or could not be. */
  readonly #languages = new Map<Language, 'loading' | 'loaded' | 'missing'>();
  readonly #tokenizers = new Map<Language, LineTokenizer>();
  #grammars: Grammars | undefined;
  #theme: CodeTheme | undefined;
  #loading = 0;
  #linesRead = 0;
  #frameStart = 0;
  #spentMs = 0;
  #waiting: (() => void)[] = [];

  /** The lines that were read so far, for tests that count work. */
  get linesRead(): number {
    return this.#linesRead;
  }

  /** Colours everything by this theme from now on. */
  set theme(theme: CodeTheme) {
    this.#theme = checkedTheme(theme);
    this.#styles.use(this.#theme);
    this.#tokenizers.clear();
    for (const code of this.#codes) this.#queue.add(code);
    if (this.#queue.idle) this.#emptied();
  }

  codeChanged(code: ColourableCode): void {
    const language = findLanguage(code.language);
    if (!language) {
      this.codeRemoved(code);
      return;
    }
    this.#codes.add(code);
    if (this.#queue.has(code)) return;
    // Not even the grammar is wanted before somebody sees the code.
    if (!this.#queue.isNear(code)) {
      this.#queue.add(code);
      return;
    }
    if (!this.#tokenizer(language)) return;
    const now = performance.now();
    if (now - this.#frameStart > frameMs) {
      this.#frameStart = now;
      this.#spentMs = 0;
    }
    const isLeft = this.#colour(code, now + atOnceMs - this.#spentMs, linesAtOnce);
    this.#spentMs += performance.now() - now;
    if (isLeft) this.#queue.add(code);
  }

  codeRemoved(code: ColourableCode): void {
    this.#codes.delete(code);
    this.#queue.delete(code);
  }

  /** Resolves when no grammar is being loaded and all code near the screen has its colours. */
  settled(): Promise<void> {
    return new Promise(resolve => {
      this.#waiting.push(resolve);
      this.#tellSettled();
    });
  }

  dispose(): void {
    this.#queue.dispose();
    this.#styles.dispose();
  }

  /** Returns whether lines are left. */
  #colour(code: ColourableCode, deadline: number, mostLines: number): boolean {
    const language = findLanguage(code.language);
    const tokenizer = language && this.#tokenizer(language);
    if (!tokenizer || !this.#grammars) return false;
    this.#grammars.deadline = deadline;
    try {
      for (let lines = 0; lines < mostLines && performance.now() < deadline; lines++) {
        const step = code.colourNextLine(tokenizer);
        if (step === 'nothing left') return false;
        if (step === 'waiting') return true;
      }
      return true;
    } catch {
      // Whatever is wrong with a grammar must not stop the text, nor the code in other languages.
      this.#giveUp(language);
      return false;
    }
  }

  #tokenizer(language: Language): LineTokenizer | undefined {
    const known = this.#tokenizers.get(language);
    if (known) return known;
    if (!this.#languages.has(language)) void this.#load(language);
    if (this.#languages.get(language) !== 'loaded' || !this.#theme) return undefined;
    const made = this.#makeTokenizer(language, this.#theme);
    if (!made) return undefined;
    let slowLines = 0;
    const counting: LineTokenizer = {
      tokenize: (line, state) => {
        const read = made.tokenize(line, state);
        if (read) this.#linesRead++;
        if (read?.tooSlow && ++slowLines > slowLinesAllowed) this.#giveUp(language);
        return read;
      },
    };
    this.#tokenizers.set(language, counting);
    return counting;
  }

  #makeTokenizer(language: Language, theme: CodeTheme): LineTokenizer | undefined {
    try {
      return this.#grammars?.tokenizer(language.id, theme);
    } catch {
      this.#giveUp(language);
      return undefined;
    }
  }

  #giveUp(language: Language): void {
    this.#languages.set(language, 'missing');
    this.#tokenizers.delete(language);
  }

  async #load(language: Language): Promise<void> {
    this.#languages.set(language, 'loading');
    this.#loading++;
    try {
      const [registrations, { Grammars }] = await Promise.all([language.load(), import('./grammars.ts')]);
      this.#grammars ??= new Grammars(classesOf);
      this.#languages.set(language, this.#grammars.add(language.id, registrations) ? 'loaded' : 'missing');
      for (const code of this.#codes) if (findLanguage(code.language) === language) this.#queue.add(code);
    } catch {
      // A bundle that is not there or a broken grammar: the code stays plain, which harms nobody.
      this.#languages.set(language, 'missing');
    }
    this.#loading--;
    this.#tellSettled();
  }

  #emptied(): void {
    this.#styles.forgetOthers();
    this.#tellSettled();
  }

  #tellSettled(): void {
    if (this.#loading > 0 || !this.#queue.idle) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
