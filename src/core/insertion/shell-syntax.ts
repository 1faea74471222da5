/** How a shell is written, as far as it decides where a command ends. */
export interface ShellSyntax {
  /** At the end of a line: the command goes on in the next one. */
  continuation: string;
  /** A character that takes the meaning of the next one, also within double quotes. */
  escape: string;
  quotes: string;
  comment: RegExp;
  /** Words at the beginning of a command that open a block, and those that close one. */
  openers: ReadonlySet<string>;
  closers: ReadonlySet<string>;
  /** The beginning of a text that goes on to a line of its own; its group is that line. */
  hereDocument?: RegExp;
}

const posix: ShellSyntax = {
  continuation: '\\',
  escape: '\\',
  quotes: `'"\``,
  comment: /^#/,
  openers: new Set(['if', 'for', 'while', 'until', 'case', 'select', '{']),
  closers: new Set(['fi', 'done', 'esac', '}']),
  hereDocument: /^<<-?\s*(['"\\]?[\w.-]+)/,
};

const powershell: ShellSyntax = {
  continuation: '`',
  escape: '`',
  quotes: `'"`,
  comment: /^#/,
  openers: new Set(),
  closers: new Set(),
};

const cmd: ShellSyntax = {
  continuation: '^',
  escape: '^',
  quotes: '"',
  comment: /^(?:@?rem\b|::)/i,
  openers: new Set(),
  closers: new Set(),
};

/** The shell that a tag behind a fence means; a POSIX one for all that is not known. */
export function shellFor(tag: string): ShellSyntax {
  if (/^(?:powershell|pwsh|ps1?|posh)$/i.test(tag)) return powershell;
  return /^(?:bat|batch|cmd|dos)$/i.test(tag) ? cmd : posix;
}

/** What a line of a command leaves open. */
export interface OpenSyntax {
  quote: string;
  /** Brackets and blocks that are open. */
  depth: number;
  /** The line that ends the here-document under way. */
  hereDocument?: string;
}

/** What one line of a command is. */
export interface ScannedLine {
  open: OpenSyntax;
  /** Where a comment begins; the line's length if there is none. */
  codeLength: number;
}

/** Reads one line, given what the lines before it have left open. */
export function scanLine(line: string, before: OpenSyntax, shell: ShellSyntax): ScannedLine {
  const open: OpenSyntax = { ...before };
  let atCommand = true;
  for (let index = 0; index < line.length; index++) {
    const character = line.charAt(index);
    if (open.quote !== '') {
      if (character === open.quote) open.quote = '';
      else if (character === shell.escape && open.quote === '"') index++;
      continue;
    }
    if (character === shell.escape) {
      index++;
      atCommand = false;
      continue;
    }
    const startsWord = index === 0 || /[\s;&|(]/.test(line.charAt(index - 1));
    if (startsWord && shell.comment.test(line.slice(index, index + 5))) return { open, codeLength: index };
    if (shell.quotes.includes(character)) open.quote = character;
    else if (character === '<' && shell.hereDocument && line.charAt(index - 1) !== '<') {
      const delimiter = shell.hereDocument.exec(line.slice(index, index + 100))?.[1];
      if (delimiter !== undefined) open.hereDocument = delimiter.replace(/^['"\\]/, '');
    } else if (character === '(') open.depth++;
    else if (character === ')') open.depth = Math.max(0, open.depth - 1);
    else if (shell.openers.size === 0 && character === '{') open.depth++;
    else if (shell.openers.size === 0 && character === '}') open.depth = Math.max(0, open.depth - 1);
    if (startsWord && atCommand) {
      const word = /^(?:[a-z]+|[{}])(?=[\s;&|)]|$)/.exec(line.slice(index, index + 10))?.[0] ?? '';
      if (shell.openers.has(word)) open.depth++;
      else if (shell.closers.has(word)) open.depth = Math.max(0, open.depth - 1);
    }
    // `then`, `do` and `else` are followed by a command as well as a separator is.
    if (';&|(){'.includes(character)) atCommand = true;
    else if (character !== ' ')
      atCommand =
        'noe!'.includes(character) && /(?:^|\s)(?:then|do|else|!)$/.test(line.slice(Math.max(0, index - 5), index + 1));
  }
  return { open, codeLength: line.length };
}
