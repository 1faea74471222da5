import type { FromView } from '../../protocol/messages.ts';
import type { Drawing } from './drawing.ts';

/** What every part of a transcript needs of its surroundings. */
export interface TranscriptContext {
  post(message: FromView): void;
  /** Says something to assistive technology only. */
  announce(text: string): void;
  /** Draws this with the next frames, as each has time for it, until nothing is left. */
  draw(drawing: Drawing): void;
  /** Whether all text is searched, also what is not shown because it is closed. */
  readonly searching: boolean;
}
