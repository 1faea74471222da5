/** What a hasty typist means. All of this takes lower case. */

/** How far letters may lie apart: their number times this. */
const maxSpread = 4;

/** Shorter words are like too many others with one letter changed. */
const minTypoLength = 4;

/**
 * Whether the letters are in one of the text's blank-separated parts in their order, with gaps, from the beginning of a
 * word on (“mkd” in “sample/markdown”). Not so with digits: “gpt-41” is another model than “gpt-4o-2024-11”.
 */
export function isSpread(letters: string, text: string): boolean {
  if (letters.length < 2 || /\P{L}/u.test(letters)) return false;
  return text
    .split(/\s+/)
    .some(part => [...part.matchAll(/\p{L}+/gu)].some(({ index }) => isSpreadFrom(letters, part, index)));
}

function isSpreadFrom(letters: string, text: string, start: number): boolean {
  if (text[start] !== letters[0]) return false;
  let at = start;
  for (const letter of letters.slice(1)) {
    at = text.indexOf(letter, at + 1);
    if (at < 0 || at - start >= letters.length * maxSpread) return false;
  }
  return true;
}

/**
 * Whether every part of the word begins a word of the text, of which those of four letters or more may have two
 * neighbours swapped, one letter missing or one too many. Digits have to be right.
 */
export function isNearTypo(word: string, text: string): boolean {
  const known = parts(text);
  const typed = parts(word);
  return (
    typed.length > 0 && typed.every(part => known.some(other => other.startsWith(part) || beginsLike(part, other)))
  );
}

function parts(text: string): string[] {
  return text.match(/\p{L}+|\p{N}+/gu) ?? [];
}

/** Whether the word begins with the letters, but for one slip behind the first letter. */
function beginsLike(letters: string, word: string): boolean {
  if (letters.length < minTypoLength || letters[0] !== word[0] || /\P{L}/u.test(letters)) return false;
  let at = 1;
  while (at < letters.length && letters[at] === word[at]) at++;
  const [letter = '', next = ''] = letters.slice(at, at + 2);
  const rest = letters.slice(at + 1);
  const isSwapped = word.startsWith(next + letter + letters.slice(at + 2), at) && next !== '';
  const isMissing = word.startsWith(letter + rest, at + 1);
  return isSwapped || isMissing || word.startsWith(rest, at);
}
