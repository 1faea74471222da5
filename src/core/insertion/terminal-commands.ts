import { type OpenSyntax, type ShellSyntax, scanLine, shellFor } from './shell-syntax.ts';
import { typeableLines } from './typeable-text.ts';

/** One command of a piece of text, safe to type at a prompt without running it. */
export interface TerminalCommand {
  /** On one line: no line endings, control characters, escape sequences or bidirectional controls. */
  text: string;
  /** It needs several lines (a here-document, an open quote or block): its lines, ` ⏎ ` between, are for display only. */
  multiLine?: true;
  /** It has not come to its end: a bracket, a quote or a here-document is still open. It is `multiLine`, too. */
  unfinished?: true;
}

/** Prompts that tell which shell it is, then those that only tell that it is one. */
const powershellPrompt = /^PS(?: [A-Za-z]:[^>]*| [/~][^>]*)?> ?/;
const cmdPrompt = /^[A-Za-z]:(?:\\[^>"]*)?> ?/;
const posixPrompt = /^(?:\([\w.-]+\) )?(?:(?:\[?[\w.-]+@[\w.-]{1,200}(?![\w.-])[^$#%>]{0,200}[$#%]|[$❯])(?: |$))/;

/**
 * The commands in a piece of text, in order: continued lines are joined, prompts and comments dropped. Where some lines
 * begin with a prompt, the others are what the commands have printed, and dropped as well.
 *
 * @param tag the language behind the block's fence, which tells how lines are continued (`powershell`, `bat`).
 */
export function terminalCommands(text: string, tag = ''): TerminalCommand[] {
  const lines = typeableLines(text);
  const prompt = promptOf(lines);
  const shell = shellFor(prompt === powershellPrompt ? 'pwsh' : prompt === cmdPrompt ? 'cmd' : tag);
  const gatherer = new CommandGatherer(shell);
  for (const line of lines) {
    if (prompt === undefined || gatherer.isOpen) {
      gatherer.add(prompt === undefined ? line : line.replace(/^>{1,2} ?/, ''));
      continue;
    }
    const unprompted = line.trimStart().replace(prompt, '');
    if (unprompted !== line.trimStart()) gatherer.add(unprompted);
  }
  return gatherer.end();
}

function promptOf(lines: readonly string[]): RegExp | undefined {
  const filled = lines.map(line => line.trim()).filter(line => line !== '');
  const known = [powershellPrompt, cmdPrompt, posixPrompt].find(prompt => prompt.test(filled[0] ?? ''));
  if (known) return known;
  const angle = /^> /;
  return filled.length > 0 && filled.every(line => angle.test(line)) ? angle : undefined;
}

/** Puts lines together to commands. */
class CommandGatherer {
  private readonly shell: ShellSyntax;
  private readonly commands: TerminalCommand[] = [];
  /** The lines of the command under way, each as what was joined at `continued` ends. */
  private lines: string[][] = [];
  private open: OpenSyntax = { quote: '', depth: 0 };
  private isContinued = false;

  constructor(shell: ShellSyntax) {
    this.shell = shell;
  }

  /** Whether the next line belongs to the command under way. */
  get isOpen(): boolean {
    return this.lines.length > 0;
  }

  add(line: string): void {
    const { hereDocument } = this.open;
    if (hereDocument !== undefined) {
      this.lines.push([line]);
      if (line.trim() === hereDocument) this.finish();
      return;
    }
    const { open, codeLength } = scanLine(line, this.open, this.shell);
    const code = codeLength < line.length ? line.slice(0, codeLength).trimEnd() : line;
    if (code.trim() === '' && this.open.quote === '') {
      if (!this.isContinued) return;
      if (codeLength === line.length) this.finish();
      return;
    }
    this.open = open;
    // An escaped continuation character, and one in quotes that take it as it is, is text.
    const isContinued = open.quote !== "'" && endsOddly(code, this.shell.continuation);
    this.append(isContinued ? code.slice(0, -1) : code);
    const isPiped = open.quote === '' && /(?:&&|\|)\s*$/.test(code);
    this.isContinued = isContinued || isPiped;
    const parts = this.lines.at(-1);
    if (isPiped && parts) parts.push(`${(parts.pop() ?? '').trimEnd()} `);
    if (!this.isContinued && open.quote === '' && open.depth === 0 && open.hereDocument === undefined) this.finish();
  }

  end(): TerminalCommand[] {
    const { quote, depth, hereDocument } = this.open;
    if (this.lines.length > 0) this.finish(quote !== '' || depth > 0 || hereDocument !== undefined);
    return this.commands;
  }

  private append(code: string): void {
    const parts = this.isContinued ? this.lines.at(-1) : undefined;
    const previous = parts?.pop();
    if (parts === undefined || previous === undefined) {
      this.lines.push([code]);
      return;
    }
    // The shell joins them as they are; the white space for the eye becomes one space.
    const isSpaced = /\s$/.test(previous) || /^\s/.test(code);
    parts.push(isSpaced ? `${previous.trimEnd()} ` : previous);
    const rest = isSpaced ? code.trimStart() : code;
    if (rest !== '') parts.push(rest);
  }

  private finish(unfinished = false): void {
    const { quote, depth, hereDocument } = this.open;
    const isWhole = this.lines.length === 1 && quote === '' && depth === 0 && hereDocument === undefined;
    const text = this.lines.map(parts => parts.join('').trim()).join(' ⏎ ');
    if (text !== '') {
      this.commands.push({ text, ...(!isWhole && { multiLine: true }), ...(unfinished && { unfinished }) });
    }
    this.lines = [];
    this.open = { quote: '', depth: 0 };
    this.isContinued = false;
  }
}

/** Whether the line ends in an odd number of the character, so that the last one is not escaped by the one before. */
function endsOddly(line: string, character: string): boolean {
  let count = 0;
  while (line.charAt(line.length - 1 - count) === character) count++;
  return count % 2 === 1;
}
