import type { FromView } from '../../protocol/messages.ts';
import type { Diagrams } from '../diagrams/diagrams.ts';
import type { CodeHighlighter } from '../markdown/code-highlighter.ts';
import type { Formulas } from '../math/formulas.ts';
import type { Drawing } from './drawing.ts';

/** What every part of a transcript needs of its surroundings. */
export interface TranscriptContext {
  post(message: FromView): void;
  readonly diagrams: Diagrams;
  readonly formulas: Formulas;
  readonly highlighter: CodeHighlighter;
  /** Says something to assistive technology only. */
  announce(text: string): void;
  /** Draws this with the next frames, as each has time for it, until nothing is left. */
  draw(drawing: Drawing): void;
  /** Whether all text is searched, also what is not shown because it is closed. */
  readonly searching: boolean;
  /** What the user has selected in an answer or a code block, if all of the selection is there. */
  selectedPart(scope: HTMLElement): { text: string; offset?: number } | undefined;
}
