import { expect, test } from 'vitest';
import { classesOf } from '../../../src/webview/code/code-styles.ts';
import { Grammars } from '../../../src/webview/code/grammars.ts';
import { allLanguages, findLanguage, languageName } from '../../../src/webview/code/languages.ts';
import { dark } from './support.ts';

test.each([
  ['ts', 'typescript'],
  ['TypeScript', 'typescript'],
  ['tsx', 'tsx'],
  ['jsx', 'javascript'],
  ['py', 'python'],
  ['bash', 'shellscript'],
  ['console', 'shellsession'],
  ['c++', 'cpp'],
  ['C#', 'csharp'],
  ['objective-c', 'objective-c'],
  ['golang', 'go'],
  ['yml', 'yaml'],
  ['dockerfile', 'docker'],
  ['hcl', 'terraform'],
  ['postgresql', 'sql'],
  ['{.python', 'python'],
  ['{python}', 'python'],
  ['ts{1,3-5}', 'typescript'],
  ['rust,no_run', 'rust'],
  ['python:src/main.py', 'python'],
  ['12:20:src/lib.rs', 'rust'],
  ['src/app.component.ts', 'typescript'],
])('“%s” is %s', (word, id) => {
  expect(findLanguage(word)?.id).toBe(id);
});

test.each(['', 'text', 'plaintext', 'output', 'none', '.', '{', '}', ':', 'hasOwnProperty', '__proto__', '1.5'])(
  '“%s” is no language',
  word => {
    expect(findLanguage(word)).toBeUndefined();
    expect(languageName(word)).toBe(word);
  },
);

test('languages have the names they are known by', () => {
  expect(['js', 'cs', 'objc', 'yml', 'pwsh', 'tf'].map(languageName)).toEqual([
    'JavaScript',
    'C#',
    'Objective-C',
    'YAML',
    'PowerShell',
    'Terraform',
  ]);
});

test('every grammar can be loaded and reads a line', async () => {
  const grammars = new Grammars(classesOf);
  const languages = allLanguages();
  expect(languages.length).toBeGreaterThan(60);
  for (const language of languages) {
    expect(grammars.add(language.id, await language.load()), language.id).toBe(true);
    const tokenizer = grammars.tokenizer(language.id, dark);
    let read = tokenizer?.tokenize('x', undefined);
    // An expression that is large takes longer than a line may without a pause.
    for (let tries = 0; !read && tries < 20; tries++) read = tokenizer?.tokenize('x', undefined);
    expect(read?.state, language.id).toBeDefined();
  }
}, 60_000);
