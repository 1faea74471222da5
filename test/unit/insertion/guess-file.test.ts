import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GuessedFile, guessFile, hasFirstCodeLine } from '../../../src/core/insertion/guess-file.ts';

const block = (info: string, code = 'x') => `\`\`\`${info}\n${code}\n\`\`\`\n`;

describe('guessing a file', () => {
  it.each<[string, GuessedFile]>([
    ['', {}],
    ['ts', { tag: 'ts' }],
    ['TypeScript', { tag: 'typescript' }],
    ['c++', { tag: 'c++' }],
    ['brainfuck', { tag: 'brainfuck' }],
    ['{.python .numberLines}', { tag: 'python' }],
    ['language-js', { tag: 'js' }],
    ['js{1,3-5}', { tag: 'js' }],
    ['ts title="src/a.ts"', { tag: 'ts', name: 'src/a.ts' }],
    ["ts filename='a b.ts'", { tag: 'ts', name: 'a b.ts' }],
    ['ts {file=src/a.ts}', { tag: 'ts', name: 'src/a.ts' }],
    ['title=a.py', { tag: 'py', name: 'a.py' }],
    ['src/a.ts', { tag: 'ts', name: 'src/a.ts' }],
    ['./src/a.ts', { tag: 'ts', name: 'src/a.ts' }],
    ['a.unknown', { name: 'a.unknown' }],
    ['ts src/a.ts', { tag: 'ts', name: 'src/a.ts' }],
    ['ts:src/a.ts', { tag: 'ts', name: 'src/a.ts' }],
    ['12:20:src/a.ts', { tag: 'ts', name: 'src/a.ts' }],
    ['dockerfile', { tag: 'dockerfile' }],
    ['.env', { name: '.env' }],
    ['tsx app/[slug]/(group)/page.tsx', { tag: 'tsx', name: 'app/[slug]/(group)/page.tsx' }],
    ['größe.py', { tag: 'py', name: 'größe.py' }],
  ])('reads the info string %j', (info, expected) => {
    expect(guessFile(block(info))).toEqual(expected);
  });

  it.each<[string, GuessedFile]>([
    ['`src/a.ts`:', { name: 'src/a.ts', tag: 'ts' }],
    ['**a.test.ts**', { name: 'a.test.ts', tag: 'ts' }],
    ['### File: a.py', { name: 'a.py', tag: 'py' }],
    ['### `a.py`', { name: 'a.py', tag: 'py' }],
    ['1. **`src/a.ts`** (new):', { name: 'src/a.ts', tag: 'ts' }],
    ['File: src/my_file_name.rs', { name: 'src/my_file_name.rs', tag: 'rs' }],
    ['Create `src/a.ts` with this:', { name: 'src/a.ts', tag: 'ts' }],
    ['Dockerfile:', { name: 'Dockerfile' }],
    ['Move it from `a.ts` to `b.ts`:', {}],
    ['Use `console.log` here:', {}],
    ['With `Node.js`:', {}],
    ['Call `foo()`:', {}],
    ['See https://example.com/a.ts', {}],
    ['Here it is:', {}],
  ])('reads the line %j before the block', (line, expected) => {
    expect(guessFile(`Sure!\n\n${line}\n\n${block('')}`)).toEqual(expected);
    expect(guessFile(`${line}\n${block('')}`)).toEqual(expected);
  });

  it.each<[string, GuessedFile]>([
    ['// src/a.ts', { name: 'src/a.ts', tag: 'ts' }],
    ['# a.py', { name: 'a.py', tag: 'py' }],
    ['# File: a.py', { name: 'a.py', tag: 'py' }],
    ['<!-- index.html -->', { name: 'index.html', tag: 'html' }],
    ['/* a.css */', { name: 'a.css', tag: 'css' }],
    ['{/* a.tsx */}', { name: 'a.tsx', tag: 'tsx' }],
    ['-- schema.sql', { name: 'schema.sql', tag: 'sql' }],
    ['# Dockerfile', { name: 'Dockerfile' }],
    ['#!/usr/bin/env python3', { tag: 'python' }],
    ['#!/bin/bash -e', { tag: 'bash' }],
    ['#!/usr/bin/env -S node', { tag: 'node' }],
    ['// Adds two numbers.', {}],
    ['// see a.ts', {}],
    ['a.ts', {}],
    ['#include "a.h"', {}],
  ])('reads the first line %j', (line, expected) => {
    expect(guessFile(block('', line))).toEqual(expected);
    expect(guessFile(`> - \`\`\`\n>   ${line}\n>   \`\`\``, 0)).toEqual(expected);
  });

  it('trusts the info string most and the prose least', () => {
    expect(guessFile(`**c.ts**\n${block('ts a.ts', '// b.ts')}`)).toEqual({ tag: 'ts', name: 'a.ts' });
    expect(guessFile(`**c.ts**\n${block('ts', '// b.ts')}`)).toEqual({ tag: 'ts', name: 'b.ts' });
    expect(guessFile(`**c.js**\n${block('ts')}`)).toEqual({ tag: 'ts', name: 'c.js' });
    expect(guessFile(`Install it and change \`c.ts\`:\n${block('bash')}`)).toEqual({ tag: 'bash' });
  });

  it('reads the block it is asked about', () => {
    const text = `**a.ts**\n${block('ts')}\n**b.py**\n${block('')}`;
    expect(guessFile(text)).toEqual({ tag: 'ts', name: 'a.ts' });
    expect(guessFile(text, text.lastIndexOf('```\nx'))).toEqual({ tag: 'py', name: 'b.py' });
    expect(guessFile('# a.py\nimport os\n')).toEqual({ tag: 'py', name: 'a.py' });
    expect(guessFile('')).toEqual({});
  });

  it.each([
    ['/etc/passwd.conf', 'passwd.conf'],
    ['~/.bashrc.sh', '.bashrc.sh'],
    ['../../a.ts', 'a.ts'],
    ['src/../../a.ts', 'a.ts'],
    ['..\\..\\a.ts', 'a.ts'],
    ['C:\\Windows\\a.ts', 'a.ts'],
    ['C:a.ts', undefined],
    ['\\\\host\\share\\a.ts', 'a.ts'],
    ['file:///etc/a.ts', 'a.ts'],
    ['https://example.com/a.ts', 'a.ts'],
    ['.git/hooks/a.sh', 'a.sh'],
    ['src/con/a.ts', 'a.ts'],
    ['src/nul.ts', undefined],
    ['COM1.ts', undefined],
    ['src/a.ts.', undefined],
    ['src /a.ts', 'a.ts'],
    ['src./a.ts', 'a.ts'],
    ['-rf.ts', undefined],
    ['a\u202etxt.ts', undefined],
    ['s\u200brc/a.ts', 'a.ts'],
    ['a\u0007.ts', undefined],
    ['a:b.ts', undefined],
    ['a<b>.ts', undefined],
    ['a%2f.ts', undefined],
    [`${'d/'.repeat(20)}a.ts`, 'a.ts'],
    [`${'d'.repeat(90)}/${'e'.repeat(20)}.ts`, `${'e'.repeat(20)}.ts`],
    [`${'e'.repeat(120)}.ts`, undefined],
    ['..', undefined],
    ['src/..', undefined],
    ['src//a.ts', 'a.ts'],
    ['...ts', undefined],
  ])('makes of the hostile name %j %j', (path, name) => {
    expect(guessFile(block(`x title="${path}"`)).name).toBe(name);
  });

  it('never returns an unsafe name', () => {
    const parts = fc.constantFrom(
      ...[
        'a',
        '.ts',
        '.',
        '..',
        '/',
        '\\',
        ':',
        'C:',
        ' ',
        'con',
        'nul',
        '\u202e',
        '\u0000',
        '`',
        '**',
        '~',
        '"',
        '=',
        '-',
        'ts ',
      ],
    );
    const strings = fc.array(parts, { maxLength: 12 }).map(all => all.join(''));
    fc.assert(
      fc.property(strings, strings, strings, (before, info, line) => {
        const { name, tag } = guessFile(`${before}\n\`\`\`${info}\n// ${line}\n`);
        if (tag !== undefined) expect(tag).toMatch(/^[a-z\d][\w+#.-]{0,30}$/);
        if (name === undefined) return;
        expect(name.length).toBeLessThanOrEqual(100);
        for (const part of name.split('/')) {
          expect(part).not.toMatch(/^(?:\.*|con|nul)$|^(?:con|nul)\.|[. ]$|^ |[\\:<>"|?*\p{Cc}\p{Cf}]/u);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('knows when no more can be known', () => {
    expect(hasFirstCodeLine('Here:\n')).toBe(false);
    expect(hasFirstCodeLine('Here:\n```ts\n')).toBe(false);
    expect(hasFirstCodeLine('Here:\n```ts\n// a.ts')).toBe(false);
    expect(hasFirstCodeLine('Here:\n```ts\n// a.ts\n')).toBe(true);
    expect(hasFirstCodeLine('Here:\n```ts\n\n// a.ts\n')).toBe(true);
    expect(hasFirstCodeLine(`Here:\n\`\`\`ts\n${'x'.repeat(301)}`)).toBe(true);
  });
});
