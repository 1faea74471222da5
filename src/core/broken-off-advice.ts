/** What the chat's buttons do for an answer that broke off; behind the reason in its error. */
export const brokenOffAdvice = 'Continue from here, or try again.';

/** The reason alone, for places that have other buttons than the chat. */
export function withoutAdvice(message: string): string {
  return message.endsWith(brokenOffAdvice) ? message.slice(0, -brokenOffAdvice.length).trimEnd() : message;
}
