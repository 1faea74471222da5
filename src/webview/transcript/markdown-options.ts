import type { MarkdownOptions } from '../markdown/sink.ts';
import { nameWhenScrollable } from '../scrollable.ts';
import type { TranscriptContext } from './transcript-context.ts';

/** How every text of a model is shown, answers and reasoning alike. */
export function markdownOptions({ highlighter, formulas }: TranscriptContext): MarkdownOptions {
  return {
    highlighter,
    link: (anchor, href) => {
      anchor.title = href;
    },
    table: scroller => nameWhenScrollable(scroller, 'Table, scrolls'),
    math: (formula, target) => formulas.set(formula, target),
  };
}
