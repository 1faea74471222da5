import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import type { IOnigLib } from 'shiki/textmate';

/** Thrown out of the reading of a line when its time is over. What has been prepared for it is kept. */
export class TimeIsOver extends Error {}

/** Text that makes a regular expression do some work, so that the browser compiles it now. */
const sample = 'const a = "b"; // c';

/**
 * The regular expressions of grammars, by JavaScript's own engine. Preparing those of a large grammar takes hundreds of
 * milliseconds, most of it within its first line; here it can be left in the middle and taken up again.
 */
export class ResumableEngine implements IOnigLib {
  // An expression that JavaScript cannot do is left out: some words stay plain.
  readonly #engine = createJavaScriptRegexEngine({ forgiving: true });
  readonly #prepared = new Set<string>();
  readonly #sample = this.#engine.createString(sample);
  #deadline = Number.POSITIVE_INFINITY;

  /** When the time is over, as of `performance.now()`. At least one expression is prepared each time. */
  set deadline(deadline: number) {
    this.#deadline = deadline;
  }

  /** @throws TimeIsOver */
  createOnigScanner(patterns: string[]): ReturnType<IOnigLib['createOnigScanner']> {
    for (const pattern of patterns) {
      if (this.#prepared.has(pattern)) continue;
      this.#prepared.add(pattern);
      this.#engine.createScanner([pattern]).findNextMatchSync(this.#sample, 0, 0);
      if (performance.now() > this.#deadline) throw new TimeIsOver();
    }
    return this.#engine.createScanner(patterns);
  }

  createOnigString(text: string): ReturnType<IOnigLib['createOnigString']> {
    return this.#engine.createString(text);
  }
}
