import type { FromView } from '../../protocol/messages.ts';

/** What every part of a transcript needs of its surroundings. */
export interface TranscriptContext {
  post(message: FromView): void;
  /** Says something to assistive technology only. */
  announce(text: string): void;
}
