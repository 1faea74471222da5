import type { Usage } from '../delta.ts';

const fields: readonly (keyof Usage)[] = [
  'inputTokens',
  'outputTokens',
  'cachedInputTokens',
  'cacheWriteTokens',
  'reasoningTokens',
  'costUsd',
];

/** Whether two snapshots say the same. Many servers repeat theirs in every chunk. */
export function isSameUsage(first: Usage | undefined, second: Usage): boolean {
  return first !== undefined && fields.every(field => first[field] === second[field]);
}
