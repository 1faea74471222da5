import type { AnswerRequest } from '../wire-format.ts';
import { claudeVersion } from './claude-version.ts';

/** What a request says of how much is thought and written. */
export interface Limits {
  max_tokens: number;
  thinking?:
    | { type: 'disabled' }
    | { type: 'enabled'; budget_tokens: number }
    | { type: 'adaptive'; display?: 'summarized' };
  output_config?: { effort: string };
}

/** The least that may be thought, in tokens. */
const minBudget = 1024;

/**
 * Tokens to think for where a model knows budgets only. Together with an answer they stay below 32,000, the most that
 * Claude Opus 4 puts out.
 */
const budgets: Readonly<Record<string, number>> = {
  minimal: minBudget,
  low: 2048,
  medium: 8192,
  high: 16_384,
  xhigh: 20_480,
  max: 24_576,
};

/**
 * The protocol has two ways to think. A budget is what Claude 3.7 to 4.6 know, and what others mean who copy the
 * protocol; an effort (“adaptive”) is what Claude knows from 4.6 on, and all it takes from 4.7 on. So a budget goes to
 * every model that takes it, else the effort; and an effort to older models as a budget.
 *
 * `max_tokens` is mandatory and holds both the thinking and the answer. A user's limit is taken as it is, unless the
 * budget the user set would leave nothing of it; then the limit is the answer's alone.
 *
 * @see https://docs.claude.com/en/docs/build-with-claude/extended-thinking
 */
export function limitsOf({ model, maxOutputTokens, reasoningEffort, reasoningBudget }: AnswerRequest): Limits {
  const version = claudeVersion(model);
  // Claude from 4 on gives at least this much. The others: what Claude 3.5 gives.
  const longest = maxOutputTokens ?? (version !== undefined && version >= 4 ? 32_000 : 8192);
  const effort = reasoningEffort?.trim().toLowerCase();
  const isAdaptiveOnly = version !== undefined && version >= 4.7;

  if (reasoningBudget === 0 || (reasoningBudget === undefined && effort === 'none')) {
    return { max_tokens: longest, thinking: { type: 'disabled' } };
  }
  if (reasoningBudget !== undefined && !isAdaptiveOnly) {
    return withBudget(longest, Math.max(minBudget, Math.floor(reasoningBudget)));
  }
  if (effort === undefined && reasoningBudget === undefined) return { max_tokens: longest };
  if (version !== undefined && version >= 4.6) {
    const level = effort === undefined || effort === 'none' ? undefined : effort === 'minimal' ? 'low' : effort;
    return {
      max_tokens: longest,
      // What it thinks is shown by the older of them as a matter of course, by the newer only when asked.
      thinking: isAdaptiveOnly ? { type: 'adaptive', display: 'summarized' } : { type: 'adaptive' },
      ...(level === undefined ? {} : { output_config: { effort: level } }),
    };
  }
  const budget = budgets[effort ?? ''] ?? budgets.medium ?? minBudget;
  // A budget of our choice leaves half of the user's limit to the answer.
  const room = maxOutputTokens === undefined ? budget : Math.floor(maxOutputTokens / 2);
  return withBudget(longest, Math.max(minBudget, Math.min(budget, room)));
}

function withBudget(longest: number, budget: number): Limits {
  const max_tokens = longest > budget ? longest : longest + budget;
  return { max_tokens, thinking: { type: 'enabled', budget_tokens: budget } };
}
