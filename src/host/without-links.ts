/**
 * Text that others wrote, as it can stand in a notification or in the prompt of an input box. VS Code makes links of
 * `[words](command:…)` there, and a click runs the command: no provider's error, and no model's name, may bring one.
 */
export function withoutLinks(text: string): string {
  // An invisible character in between, so that it still reads as it was written.
  return text.replaceAll('](', ']\u2060(');
}
