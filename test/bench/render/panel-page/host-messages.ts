import type { FromView, ToView } from '../../../../src/protocol/messages.ts';
import type { Drive } from '../page/drive.ts';

/** What a conversation holds at first. */
export interface OpenConversation {
  questions: readonly string[];
  /** One for each question. */
  answers: readonly string[];
  /** Whether the last answer is still under way. */
  isRunning: boolean;
}

/** From the page to the worker that plays the extension host. */
export type ToHost =
  /** What the panel itself says. `at` is when, in milliseconds since the epoch. */
  | { type: 'view'; message: FromView; at: number }
  /** What the conversation holds before anything streams; the panel is told when it asks. */
  | { type: 'open'; conversation: OpenConversation }
  | { type: 'stream'; drive: Drive };

/** From that worker to the page. */
export type FromHost =
  | { type: 'panel'; message: ToView }
  | {
      type: 'streamed';
      /** When the first token was due, in milliseconds since the epoch. */
      start: number;
      /** How many tokens the panel said it had painted, and when it said so. */
      shown: (readonly [tokens: number, at: number])[];
    };

/** The wall clock, as finely as the browser tells it; pages and workers of one machine agree on it. */
export function wallClock(): number {
  return performance.timeOrigin + performance.now();
}
