/**
 * The `thinkingConfig` for an effort or a budget. If neither is asked for, only the thoughts of a model that is known to
 * think by itself are: models that cannot think refuse the field.
 *
 * Models before Gemini 3 know budgets only, so that an effort becomes one. Gemini 3 knows levels, which it prefers, and
 * budgets; it cannot be kept from thinking, only made to think least. A name without a version gets a budget, which both
 * take. Thoughts are asked for whenever the model shall think.
 *
 * @param budget the most tokens to think for; 0 for none, -1 for as many as the model likes
 * @see https://ai.google.dev/gemini-api/docs/thinking
 */
export function thinkingConfig(model: string, effort: string | undefined, budget: number | undefined): object {
  if (budget !== undefined) return { thinkingBudget: budget, ...(budget === 0 ? {} : { includeThoughts: true }) };
  if (effort === undefined) return thinksByItself(model) ? { includeThoughts: true } : {};
  const thinks = effort !== 'none';
  const how = takesLevels(model)
    ? { thinkingLevel: toLevel(model, effort) }
    : { thinkingBudget: toBudget(model, effort) };
  return { ...how, ...(thinks ? { includeThoughts: true } : {}) };
}

/** The text models from Gemini 2.5 on; variants for images, speech and the like have their names behind. */
function thinksByItself(model: string): boolean {
  return /(?:^|\/)gemini-(?:2\.5|[3-9](?:\.\d+)?)-(?:pro|flash)(?!.*(?:image|tts|audio|live|embedding|lite|computer-use))/i.test(
    model,
  );
}

function takesLevels(model: string): boolean {
  return Number(/gemini-(\d+)/i.exec(model)?.[1] ?? 0) >= 3;
}

function isPro(model: string): boolean {
  return /gemini-[\d.]+-pro/i.test(model);
}

function toLevel(model: string, effort: string): string {
  switch (effort) {
    case 'none':
    case 'minimal':
      return isPro(model) ? 'LOW' : 'MINIMAL';
    case 'medium':
      // The first of the family has nothing in between.
      return /gemini-3-pro/i.test(model) ? 'HIGH' : 'MEDIUM';
    case 'xhigh':
    case 'max':
      return 'HIGH';
    default:
      return effort.toUpperCase();
  }
}

/** In tokens, within what the models of the 2.5 family allow: Pro 128 to 32,768, Flash up to 24,576, Flash-Lite from 512. */
function toBudget(model: string, effort: string): number {
  switch (effort) {
    case 'none':
      return isPro(model) ? 128 : 0;
    case 'minimal':
      return 512;
    case 'low':
      return 1024;
    case 'medium':
      return 8192;
    case 'high':
      return 24_576;
    case 'xhigh':
    case 'max':
      return isPro(model) ? 32_768 : 24_576;
    default:
      return -1;
  }
}
