/**
 * A size in the units that file managers use, such as “1.2 kB”.
 *
 * @param bytes a whole number, 0 or more
 */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  // What would round up to 1,000 of a unit is 1 of the next.
  return bytes < 999_500 ? `${rounded(bytes / 1000)} kB` : `${rounded(bytes / 1_000_000)} MB`;
}

/** With one digit behind the point as long as that says much. */
function rounded(value: number): string {
  const digits = value < 9.95 ? 1 : 0;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}
