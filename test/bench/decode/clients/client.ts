import type { Answer } from '../script.ts';

/** Something that reads a stream. All of them put the answer together, so that all do the same with what they get. */
export interface Client {
  name: string;
  /**
   * `ours`; `sdk`: what is to be beaten; `floor`: what can hardly be beaten, which makes nothing of what it parses; `body`:
   * what a body costs that nobody looks into.
   */
  role: 'ours' | 'sdk' | 'floor' | 'body';
  /** Set if it does not know this provider's field for reasoning, and passes over it. */
  withoutReasoning?: true;
  read(chunks: readonly Uint8Array[]): Answer | Promise<Answer>;
}

/** An answer to begin with. */
export function emptyAnswer(): Answer {
  return { text: '', reasoning: '', argumentsText: '' };
}
