/** Strips spaces, tabs and line endings from both ends, and unlike `trim` nothing else: other white space is content. */
export function trimBlank(text: string): string {
  return trimBlankEnd(text).replace(/^[ \t\n]+/, '');
}

/** Strips spaces, tabs and line endings from the end. By hand: a regular expression would be quadratic in long runs. */
export function trimBlankEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a;
}
