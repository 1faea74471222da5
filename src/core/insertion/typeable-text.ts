/**
 * Escape sequences of terminals, also unfinished ones: CSI; OSC, DCS and their like with their text; any other. Both as
 * ESC and a character, and as one C1 control.
 */
const escapeSequences = new RegExp(
  [
    String.raw`(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?`,
    String.raw`(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\r\n]*(?:\x07|\x1b\\|\x9c)?`,
    String.raw`\x1b[ -/]*[0-~]?`,
  ].join('|'),
  'g',
);

/**
 * Lines of text that can be typed into a terminal without anything happening but that they show: no control characters
 * (a tab, which would complete a name, becomes a space), no escape sequences, and nothing that hides text or shows it in
 * another order. A lone CR ends a line, as it would run one.
 */
export function typeableLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map(line =>
    line
      .replace(escapeSequences, '')
      .replace(/[\t\p{Zs}]/gu, ' ')
      .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|\p{Variation_Selector}/gu, ''),
  );
}
