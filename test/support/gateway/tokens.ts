/**
 * Cuts a text into pieces of about the size of a model's tokens: 2 to 6 characters, never within a code point.
 *
 * The same text is always cut alike, so that a test knows what the n-th token is.
 */
export function tokenize(text: string): string[] {
  const characters = [...text];
  const tokens: string[] = [];
  // A fixed sequence that looks irregular.
  const sizes = [4, 3, 5, 2, 6, 4, 3, 5, 4, 6, 2, 5];
  for (let start = 0, turn = 0; start < characters.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 4;
    tokens.push(characters.slice(start, start + size).join(''));
    start += size;
  }
  return tokens;
}
