/** Where in the body a parameter stands: field names from the outside in. */
export type FieldPath = readonly string[];

/** Which of the parameters that were sent a message to people rejects, if it does. */
export function parameterInWords(words: string, sent: readonly FieldPath[]): FieldPath | undefined {
  let first: { path: FieldPath; index: number; length: number } | undefined;
  for (const path of sent) {
    for (const name of namesOf(path)) {
      const index = rejectionIndex(words, name);
      if (index === undefined) continue;
      // What is named first is what is rejected: what follows may be advice. Of two at one place the longer one is it.
      if (!first || index < first.index || (index === first.index && name.length > first.length)) {
        first = { path, index, length: name.length };
      }
    }
  }
  return first?.path;
}

/** What people, and providers, call a field. */
function namesOf(path: FieldPath): string[] {
  const last = path.at(-1) ?? '';
  const snake = snakeCase(last);
  const names = new Set([last, snake, path.join('.'), path.map(snakeCase).join('.'), path.slice(-2).join('.')]);
  if (snake.includes('_')) {
    names.add(snake.replaceAll('_', ' ')).add(snake.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()));
  }
  if (/^(?:think|thinking|thinking_config|thinking_budget|thinking_level)$/.test(snake)) names.add('thinking');
  if (/^(?:reasoning_effort|effort)$/.test(snake)) names.add('reasoning effort').add('effort level');
  if (/^(?:thinking_budget|budget_tokens)$/.test(snake)) names.add('budget');
  return [...names];
}

function snakeCase(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
}

/** Where the name stands in the message, if what stands around it rejects it. */
function rejectionIndex(words: string, name: string): number | undefined {
  const pattern = `(?<![\\w.])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w])`;
  for (const match of words.matchAll(new RegExp(pattern, 'gi'))) {
    const before = words.slice(Math.max(0, match.index - 80), match.index);
    const after = words.slice(match.index + match[0].length, match.index + match[0].length + 80);
    const isQuoted = /["'`“‘]$/.test(before) && /^["'`”’]/.test(after);
    const start = before.replace(/["'`“‘]$/, '');
    const rest = after.replace(/^["'`”’]/, '');
    if (!isQuoted && !isTechnical(name) && !/^\s*:/.test(rest)) continue;
    if (leadsTo.test(start) || (follows.test(rest) && !isAdvice.test(start)) || isLabel(start, rest))
      return match.index;
  }
  return undefined;
}

/** Names that no sentence has by chance. */
function isTechnical(name: string): boolean {
  return /[_. ]|[a-z][A-Z]/.test(name) || /^(?:temperature|thinking|effort|budget)$/.test(name);
}

/** “Unsupported parameter: ”, “does not support the parameter ”, “Unknown name ”, “'loc': ('body', ”. */
const leadsTo =
  /(?:\b(?:unsupported|unrecogni[sz]ed|unknown|unexpected|invalid|disallowed|extra|illegal)(?: (?:request|keyword|input))?(?: (?:parameter|param|argument|field|key|property|option|value|name|input)s?)?(?: (?:supplied|provided|received|for|in))?:? ?|(?:n't|\bnot|\bcannot) (?:currently )?(?:support|allow|permit|accept|recogni[sz]e|take|use)(?:ed|s)?(?: (?:the|a|any|setting|configuring|custom))*(?: (?:parameter|param|argument|field|option|value)s?)?:? ?|\b(?:parameter|argument|field|option)s? (?:(?:is|are) )?(?:not (?:supported|allowed|permitted)|unsupported)(?: [\w-]+){0,5}: ?|\(["']body["'], ?)$/i;

/** “ is not supported with this model”, “ is deprecated”, “ must be at most 1”, “: Extra inputs are not permitted”. */
const follows =
  /^(?:[ :=]+(?:"[^"]{0,40}"|'[^']{0,40}'|`[^`]{0,40}`|[\w.,-]{1,40})){0,5}?[ :,]+(?:(?:is|are|was|were|has been) (?:not |only |no longer |un|deprecated|too |invalid|out of|forbidden|removed|disabled|incompatible)|isn't|aren't|does not|doesn't|do not|must |should |can ?not|can't|may not|may only|not (?:supported|allowed|permitted)|unsupported|exceeds|extra (?:inputs?|fields?))/i;

const isAdvice = /\b(?:use|try|set|specify|with|instead of) ?$/i;

/** Whether the message, or a part of it, is about the field that it begins with: “temperature: range: 0..1”. */
function isLabel(before: string, after: string): boolean {
  return /(?:^|[.;\n]\s*|["'{([]|\d (?:validation )?errors?:?\s*)$/.test(before) && /^\s*:\s*\S/.test(after);
}
