import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { terminalCommands } from '../../../src/core/insertion/terminal-commands.ts';

const several = (text: string) => ({ text, multiLine: true });
const unfinished = (text: string) => ({ ...several(text), unfinished: true });
const commands = (text: string, tag?: string) =>
  terminalCommands(text, tag).map(command => (command.multiLine ? command : command.text));

describe('terminal commands', () => {
  it.each<[string, string, readonly unknown[], string?]>([
    ['one', 'npm test', ['npm test']],
    ['a final line ending', 'npm test\n', ['npm test']],
    ['two', 'npm ci\nnpm test\n', ['npm ci', 'npm test']],
    ['blank lines, CRLF', 'npm ci\r\n\r\nnpm test\r\n', ['npm ci', 'npm test']],
    ['a lone CR, which would run it', 'npm ci\rrm -rf x', ['npm ci', 'rm -rf x']],
    ['nothing', '', []],
    ['white space', ' \n\t\n', []],
    ['comments', '# first\nnpm ci # all of it\n  # then\nnpm test', ['npm ci', 'npm test']],
    ['a number sign in a word or in quotes', 'echo a#b "# c" \'# d\'', ['echo a#b "# c" \'# d\'']],
    ['a shebang', '#!/bin/sh\nls', ['ls']],
    ['prompts', '$ npm ci\n$ npm test', ['npm ci', 'npm test']],
    ['prompts and output', '$ ls\na.txt\n$ cat a.txt\nhello', ['ls', 'cat a.txt']],
    ['a prompt alone', '$ \n$ ls', ['ls']],
    ['a prompt with a name', 'ann@host:~/src$ ls\nann@host:~/src$ pwd', ['ls', 'pwd']],
    ['a root prompt with a name', 'root@host:/# ls', ['ls']],
    ['a virtual environment', '(env) $ pip list', ['pip list']],
    ['a variable is no prompt', '$HOME/bin/run', ['$HOME/bin/run']],
    ['angle prompts', '> npm ci\n> npm test', ['npm ci', 'npm test']],
    ['a redirection is no prompt', '> empty.txt\nls', ['> empty.txt', 'ls']],
    ['PowerShell prompts', 'PS C:\\Users\\a b> dir\nPS C:\\Users\\a b> cd ..', ['dir', 'cd ..']],
    ['PowerShell on Linux', 'PS /home/a> ls', ['ls']],
    ['cmd prompts', 'C:\\Users\\a>dir\nC:\\Users\\a>cd ..', ['dir', 'cd ..']],
    ['a continued line', 'docker run \\\n  --rm \\\n  alpine', ['docker run --rm alpine']],
    ['a continued word', 'echo fo\\\no', ['echo foo']],
    ['a continued line with CRLF', 'a \\\r\n  b\r\nc', ['a b', 'c']],
    ['a continued line with a prompt', '$ a \\\n> b\n$ c', ['a b', 'c']],
    ['a continued line at the end', 'a \\', ['a']],
    ['an escaped backslash', 'echo a\\\\\nls', ['echo a\\\\', 'ls']],
    ['a pipe', 'cat a |\n  grep b &&\n  ls', ['cat a | grep b && ls']],
    ['a caret in POSIX', 'git show HEAD^\nls', ['git show HEAD^', 'ls']],
    ['a caret in cmd', 'copy a ^\n  b', ['copy a b'], 'bat'],
    ['cmd comments', 'REM first\n:: second\n@rem third\ndir', ['dir'], 'cmd'],
    ['a backtick in PowerShell', 'Get-Item `\n  -Path a', ['Get-Item -Path a'], 'powershell'],
    ['a backslash in PowerShell', 'cd C:\\\ndir', ['cd C:\\', 'dir'], 'pwsh'],
    ['a comment between continued lines', 'a \\\n# why\n  b', ['a b']],
    ['a here-document', 'cat <<EOF\n$ a\n# b\nEOF\nls', [several('cat <<EOF ⏎ $ a ⏎ # b ⏎ EOF'), 'ls']],
    ['a quoted here-document', "cat <<-'END' > f\na\n\tEND\nls", [several("cat <<-'END' > f ⏎ a ⏎ END"), 'ls']],
    ['a here-document that never ends', 'cat <<EOF\na', [unfinished('cat <<EOF ⏎ a')]],
    ['a here-string', 'cat <<< a\nls', ['cat <<< a', 'ls']],
    ['an open quote', 'git commit -m "a\n\nb"\nls', [several('git commit -m "a ⏎  ⏎ b"'), 'ls']],
    ['a quote that never ends', "echo 'a\nls", [unfinished("echo 'a ⏎ ls")]],
    ['a bracket that is never closed', 'return Math.min(', [unfinished('return Math.min(')]],
    ['an escaped quote', 'echo it\\\'s "a\\"b"\nls', ['echo it\\\'s "a\\"b"', 'ls']],
    ['a loop', 'for f in *; do\n  echo $f\ndone\nls', [several('for f in *; do ⏎ echo $f ⏎ done'), 'ls']],
    ['a loop on one line', 'for f in *; do echo $f; done\nls', ['for f in *; do echo $f; done', 'ls']],
    ['an if', 'if true\nthen ls\nfi', [several('if true ⏎ then ls ⏎ fi')]],
    ['an if on one line', 'if a; then if b; then ls; fi; fi\nls', ['if a; then if b; then ls; fi; fi', 'ls']],
    ['a keyword as an argument', 'echo if\nls', ['echo if', 'ls']],
    ['a function', 'f() {\n  ls\n}\nf', [several('f() { ⏎ ls ⏎ }'), 'f']],
    ['braces in words', `cp a{,.bak} \${x}\nls`, [`cp a{,.bak} \${x}`, 'ls']],
    ['a block in PowerShell', 'if ($a) {\n  dir\n}\ndir', [several('if ($a) { ⏎ dir ⏎ }'), 'dir'], 'ps1'],
    ['a tab', 'echo\ta', ['echo a']],
    ['colours', '\u001b[31mls\u001b[0m', ['ls']],
    ['a title', '\u001b]0;title\u0007ls \u009d8;;x\u009cb', ['ls b']],
    ['an escape sequence that hides another', '\u001b\u001b[31m[31mls', ['[31mls']],
    ['control characters', 'l\u0000s\u0003 \u0004-l\u007f\u0085\u008d', ['ls -l']],
    ['bidirectional controls', 'echo \u202eabc\u202c\u2066d\u2069', ['echo abcd']],
    ['characters that nobody sees', 'l\u200bs\ufeff \u2028-l\u{e0041}\ufe0f', ['ls -l']],
    ['half a surrogate pair', 'echo \ud83d', ['echo']],
    ['wide and unbreakable spaces', 'ls\u00a0-l\u3000a', ['ls -l a']],
  ])('%s', (_name, text, expected, tag) => {
    expect(commands(text, tag)).toEqual(expected);
  });

  it('never lets anything through that a terminal would act on', () => {
    const parts = fc.constantFrom(
      ...[
        'ls',
        ' ',
        '\n',
        '\r',
        '\t',
        '\u001b',
        '[',
        ']',
        '0',
        'm',
        ';',
        '\u0007',
        '\u009b',
        '\u009d',
        '\u0003',
        '\u2028',
      ],
      ...[
        '\\',
        '^',
        '`',
        '"',
        "'",
        '(',
        '{',
        '}',
        '$ ',
        '> ',
        'PS C:\\>',
        '#',
        '<<EOF',
        'EOF',
        'if',
        'fi',
        '\u202e',
        '|',
      ],
    );
    const texts = fc.array(parts, { maxLength: 30 }).map(all => all.join(''));
    fc.assert(
      fc.property(texts, fc.constantFrom('', 'pwsh', 'bat'), (text, tag) => {
        for (const command of terminalCommands(text, tag)) {
          expect(command.text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
          expect(command.text.trim()).not.toBe('');
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('reads a long text in one go', () => {
    const long = 'x'.repeat(1_000_000);
    expect(terminalCommands(`echo ${long}`)[0]?.text.length).toBe(1_000_005);
    expect(terminalCommands('ls\n'.repeat(100_000))).toHaveLength(100_000);
    expect(terminalCommands(`${'a \\\n'.repeat(100_000)}b`)).toHaveLength(1);
  });

  it('reads what looks like a prompt in one go', () => {
    const long = 'x'.repeat(1_000_000);
    expect(terminalCommands(`me@${long}`)[0]?.text.length).toBe(1_000_003);
    expect(terminalCommands(`$ ls\n${`me@${'x'.repeat(300)}\n`.repeat(10_000)}`)).toHaveLength(1);
  });
});
