import { isEndState } from '../../core/answer-state.ts';
import type { Answer } from '../../core/conversation/conversation.ts';
import type { Usage } from '../../core/delta.ts';

/** Which model answers, and through whom. */
export function modelWords(answer: Answer): string {
  return `${answer.model.modelId} via ${answer.model.providerLabel}`;
}

/** A shorter silence, in milliseconds, is nothing to speak of. */
const silenceToldMs = 3000;

/**
 * What an answer that is not final is doing; nothing while the next attempt is waited for, which has a box of its own.
 *
 * @param silentMs for how long nothing has come, in milliseconds
 */
export function statusWords(answer: Answer, silentMs = 0): string {
  const silence = silentMs < silenceToldMs ? '' : wholeSeconds(Math.floor(silentMs / 1000));
  switch (answer.state) {
    case 'connecting':
      return 'connecting…';
    case 'waiting':
      return `waiting for the first token…${silence && ` ${silence}`}`;
    case 'reasoning':
      return 'reasoning…';
    case 'streaming':
      return 'streaming…';
    case 'stalled':
      return `no data for ${silence || 'a while'}…`;
    case 'retrying':
    case 'finished':
    case 'stopped':
    case 'failed':
      return '';
  }
}

/** When the next attempt is made. `now` is in milliseconds since the epoch. */
export function retryWords({ retryAt = 0 }: Pick<Answer, 'retryAt'>, now: number): string {
  const seconds = Math.ceil((retryAt - now) / 1000);
  if (seconds <= 0) return 'Retrying now…';
  return `Retrying in ${wholeSeconds(seconds)}`;
}

/** A time in seconds, rounded, such as `12 s` or `2 min 5 s`. */
export function wholeSeconds(time: number): string {
  const seconds = Math.round(time);
  return seconds < 100 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The items of the one line about an answer that has ended: only what is known. */
export function endWords(answer: Answer): string[] {
  if (!isEndState(answer.state)) return [];
  return [...timingWords(answer), endReason(answer)].filter(Boolean);
}

function timingWords(answer: Answer): string[] {
  const words: string[] = [];
  const first = answer.timing?.firstDeltaMs;
  if (first !== undefined) words.push(`${seconds(first)} to first token`);
  const tokens = answer.usage?.outputTokens;
  // Of an answer that broke off the provider has told only what it began with.
  if (tokens === undefined || !answer.finish) return words;
  const streamedMs = answer.timing && first !== undefined ? answer.timing.totalMs - first : 0;
  // Over a shorter time the rate says more about the network's packets than about the model.
  if (streamedMs >= 100 && tokens > 1) words.push(`${rate(tokens / (streamedMs / 1000))} tok/s`);
  words.push(tokens === 1 ? '1 token' : `${tokens.toLocaleString('en')} tokens`);
  return words;
}

function seconds(milliseconds: number): string {
  const value = milliseconds / 1000;
  if (value < 0.1) return `${Math.max(1, Math.round(milliseconds))} ms`;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
}

function rate(value: number): string {
  return value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en');
}

function endReason(answer: Answer): string {
  if (answer.state === 'stopped') return 'stopped';
  // The box above says more than this word.
  if (answer.state === 'failed') return answer.error ? '' : 'failed';
  switch (answer.finish?.reason) {
    case undefined:
    case 'stop':
      return '';
    case 'length':
      return 'cut off at the output limit';
    case 'tool-calls':
      return 'ended with a tool call';
    case 'content-filter':
      return 'filtered by the provider';
    case 'refusal':
      return answer.parts.some(part => part.type === 'refusal') ? '' : 'declined by the model';
    case 'other':
      return answer.finish.rawReason ? `ended with “${answer.finish.rawReason}”` : 'ended without a reason given';
  }
}

/** All the counts the provider reported, for a tooltip; empty without any. */
export function usageWords(usage: Usage | undefined): string {
  if (!usage) return '';
  const lines: string[] = [];
  const count = (value: number | undefined, what: string) => {
    if (value !== undefined) lines.push(`${value.toLocaleString('en')} ${what}`);
  };
  count(usage.inputTokens, usage.inputTokens === 1 ? 'input token' : 'input tokens');
  count(usage.cachedInputTokens, 'of them from the cache');
  count(usage.cacheWriteTokens, 'of them written to the cache');
  count(usage.outputTokens, usage.outputTokens === 1 ? 'output token' : 'output tokens');
  count(usage.reasoningTokens, 'of them reasoning');
  if (usage.costUsd !== undefined) lines.push(`US$ ${usage.costUsd.toPrecision(2)}`);
  return lines.join('\n');
}
