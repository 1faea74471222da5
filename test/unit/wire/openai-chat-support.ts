import { type Answer, chunk, collect, decode, events } from './support.ts';

/** The answer in a stream of these chunks. */
export function answer(chunks: readonly unknown[], end?: string): Answer {
  return collect(decode(events(chunks, end)));
}

/** The answer in a stream with these deltas and a finish reason. */
export function answerOf(deltas: readonly unknown[], finishReason: string | null = 'stop'): Answer {
  return answer([...deltas.map(delta => chunk(delta)), chunk({}, finishReason)]);
}
