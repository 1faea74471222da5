/** A longer line, in UTF-16 code units, is too long to be read for its colours. */
const longestLine = 1000;
/** In one that is longer than this the same few characters may not come again and again for so long. */
const longestRepetition = 200;
const longestPeriod = 12;

/**
 * Whether a line of code stays plain. The expressions of grammars take time that grows with the square, the cube or worse
 * of a line's length, most of all where something is repeated: 2,000 times `<` keep that of shell scripts busy for half a
 * minute, and nothing can interrupt it.
 */
export function staysPlain(line: string): boolean {
  if (line.length <= longestRepetition) return false;
  if (line.length > longestLine) return true;
  for (let period = 1; period <= longestPeriod; period++) {
    let repeated = 0;
    for (let index = period; index < line.length; index++) {
      repeated = line.charCodeAt(index) === line.charCodeAt(index - period) ? repeated + 1 : 0;
      if (repeated >= longestRepetition) return true;
    }
  }
  return false;
}
