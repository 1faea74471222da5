/** What a numbered mark is looked up by among the link references: no normalized label begins with a space. */
export function markKey(number: number): string {
  return ` [${number}`;
}

/** The number in the key of a mark; undefined for other keys. */
export function numberInKey(key: string): number | undefined {
  return key.startsWith(' [') ? Number(key.slice(2)) : undefined;
}
