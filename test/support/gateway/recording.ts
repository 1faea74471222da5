/** A recorded stream that the gateway serves again: the raw bytes of a body, and nothing else. */
export interface Recording {
  /** It is asked for as the model `replay/<name>`. */
  name: string;
  bytes: Uint8Array;
}

/** Cuts a recording after each event or line, so that it can be written at a pace; together they are the same bytes. */
export function recordedPieces({ bytes }: Recording): Uint8Array[] {
  // One character a byte, so that positions in the text are positions in the bytes.
  const text = Buffer.from(bytes).toString('latin1');
  const lines = /^\s*[[{]/.test(text);
  const ends = lines ? /\n/g : /\r\n\r\n|\n\n|\r\r(?!\n)/g;
  const pieces: Uint8Array[] = [];
  let start = 0;
  for (const match of text.matchAll(ends)) {
    const end = match.index + match[0].length;
    pieces.push(bytes.subarray(start, end));
    start = end;
  }
  if (start < bytes.length) pieces.push(bytes.subarray(start));
  return pieces;
}
