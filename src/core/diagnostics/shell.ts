/** A piece of a shell word: text as it is, or the value of a variable. */
export type ShellPiece = string | { variable: string };

/**
 * One word for a POSIX shell (bash, zsh, dash), interactive or not, that stands for exactly these pieces.
 *
 * Plain text beside a variable is put in double quotes with it; all else in single quotes, in which nothing has a meaning.
 */
export function shellWord(pieces: readonly ShellPiece[]): string {
  const hasVariable = pieces.some(piece => typeof piece !== 'string');
  if (hasVariable && pieces.every(piece => typeof piece !== 'string' || /^[\w :;,./@+=-]*$/.test(piece))) {
    // In braces where a letter that follows would be taken for the name's.
    const inside = pieces.map((piece, index) => {
      if (typeof piece === 'string') return piece;
      const next = pieces[index + 1];
      return typeof next === 'string' && /^\w/.test(next) ? `\${${piece.variable}}` : `$${piece.variable}`;
    });
    return `"${inside.join('')}"`;
  }
  return pieces.map(piece => (typeof piece === 'string' ? quoted(piece) : `"$${piece.variable}"`)).join('');
}

function quoted(text: string): string {
  if (/^[\w:,./@+=-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The lines that give a command this text on its standard input, to follow `<<` directly. The text gets a final newline. */
export function hereDocument(text: string): string {
  const lines = new Set(text.split('\n'));
  let end = 'END_OF_BODY';
  for (let number = 2; lines.has(end); number++) end = `END_OF_BODY_${number}`;
  // In quotes, so that the shell takes what follows as it stands.
  return `'${end}'\n${text}\n${end}`;
}

/** A variable's name made of any text. */
export function variableName(text: string): string {
  return text.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
}
