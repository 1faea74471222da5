/**
 * Whether an address in a model's answer may become a link. Everything else (`javascript:`, `command:`, `file:`, `data:`,
 * relative addresses) stays text: a list of what is allowed cannot forget a dangerous scheme.
 */
export function isAllowedLink(href: string): boolean {
  return /^(?:https?|mailto):/i.test(href);
}
