import { type Answer, isEndState } from '../../core/conversation/conversation.ts';
import type { Usage } from '../../core/delta.ts';

/** Which model answers, and through whom. */
export function modelWords(answer: Answer): string {
  return `${answer.model.modelId} via ${answer.model.providerLabel}`;
}

/** What an answer that is not final is doing. `now` is in milliseconds since the epoch. */
export function statusWords(answer: Answer, now: number): string {
  switch (answer.state) {
    case 'connecting':
      return 'connecting…';
    case 'waiting':
      return 'waiting for the first token…';
    case 'reasoning':
      return 'reasoning…';
    case 'streaming':
      return 'streaming…';
    case 'stalled':
      return 'no data for a while…';
    case 'retrying':
      return retryWords(answer, now);
    case 'finished':
    case 'stopped':
    case 'failed':
      return '';
  }
}

function retryWords(answer: Answer, now: number): string {
  const seconds = answer.retryAt === undefined ? 0 : Math.ceil((answer.retryAt - now) / 1000);
  const when = seconds > 0 ? `retrying in ${seconds} s` : 'retrying now';
  return answer.error ? `${when}: ${answer.error.message}` : when;
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
  if (tokens === undefined) return words;
  const streamedMs = answer.timing && first !== undefined ? answer.timing.totalMs - first : 0;
  // Over a shorter time the rate says more about the network's packets than about the model.
  if (streamedMs >= 100 && tokens > 1) words.push(`${rate(tokens / (streamedMs / 1000))} tok/s`);
  words.push(tokens === 1 ? '1 token' : `${tokens.toLocaleString('en')} tokens`);
  return words;
}

function seconds(milliseconds: number): string {
  const value = milliseconds / 1000;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
}

function rate(value: number): string {
  return value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en');
}

function endReason(answer: Answer): string {
  if (answer.state === 'stopped') return 'stopped';
  if (answer.state === 'failed') return 'failed';
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
      return 'declined by the model';
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
  count(usage.inputTokens, 'input tokens');
  count(usage.cachedInputTokens, 'of them from the cache');
  count(usage.cacheWriteTokens, 'of them written to the cache');
  count(usage.outputTokens, 'output tokens');
  count(usage.reasoningTokens, 'of them reasoning');
  if (usage.costUsd !== undefined) lines.push(`US$ ${usage.costUsd.toPrecision(2)}`);
  return lines.join('\n');
}
