/**
 * The generation in the name of a Claude model, such as 3.7, 4 or 4.6; `Infinity` for a name without one, which new
 * models have, and undefined for a model of somebody else's that is asked in the same protocol.
 *
 * Gateways put names of their own before it, and the cloud providers versions behind it.
 */
export function claudeVersion(model: string): number | undefined {
  const name = /claude-?(.*)$/i.exec(model)?.[1];
  if (name === undefined) return undefined;
  // “3-7-sonnet-20250219”, “opus-4-20250514”, “haiku-4-5@20251001”, “opus-4.6”, “2.1”: a date is no minor version.
  const version = /(?:^|-)(\d{1,2})(?:[-.](\d)(?!\d))?(?!\d)/.exec(name);
  if (!version) return Number.POSITIVE_INFINITY;
  return Number(`${version[1]}.${version[2] ?? 0}`);
}
