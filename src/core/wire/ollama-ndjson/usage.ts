import type { Usage } from '../../delta.ts';
import { asCount, type JsonObject } from '../json.ts';

/** The token counts of a line; undefined if it holds none. The prompt's is left out where it was cached. */
export function mapUsage(line: JsonObject): Usage | undefined {
  const inputTokens = asCount(line.prompt_eval_count);
  const outputTokens = asCount(line.eval_count);
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  return {
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
  };
}
