import type { Usage } from '../../delta.ts';
import { asCount, asObject } from '../json.ts';

/**
 * The token counts of a `usageMetadata`; undefined if it holds none, as Vertex’s first ones do.
 *
 * A count of 0 is left out on the wire, which the total tells from one that is not known yet.
 */
export function mapUsage(value: unknown): Usage | undefined {
  const raw = asObject(value) ?? {};
  const prompt = asCount(raw.promptTokenCount);
  const toolPrompt = asCount(raw.toolUsePromptTokenCount);
  const cached = asCount(raw.cachedContentTokenCount);
  const reasoning = asCount(raw.thoughtsTokenCount);
  const input = sum(prompt, toolPrompt);
  const output = sum(asCount(raw.candidatesTokenCount), reasoning) ?? restOf(asCount(raw.totalTokenCount), input);
  const usage: Usage = {
    ...(input === undefined ? {} : { inputTokens: input }),
    ...(output === undefined ? {} : { outputTokens: output }),
    ...(cached === undefined ? {} : { cachedInputTokens: cached }),
    ...(reasoning === undefined ? {} : { reasoningTokens: reasoning }),
  };
  return Object.keys(usage).length > 0 ? usage : undefined;
}

function sum(first: number | undefined, second: number | undefined): number | undefined {
  return first === undefined && second === undefined ? undefined : (first ?? 0) + (second ?? 0);
}

function restOf(total: number | undefined, part: number | undefined): number | undefined {
  return total === undefined || part === undefined ? undefined : Math.max(0, total - part);
}
