import { expect, test } from 'vitest';
import { customForeground, customRules } from '../../../src/host/theme/token-customizations.ts';

const scopes = (customizations: unknown, theme = 'Solarized Dark') =>
  customRules(customizations, theme).map(({ scope, foreground }) => `${scope[0]} ${foreground}`);

test('simple keys are colours, or settings as in a theme', () => {
  expect(
    customRules({ comments: '#FF0000', strings: { foreground: '#00f', fontStyle: 'bold' }, types: 7, x: '#fff' }, 'T'),
  ).toEqual([
    { scope: ['comment', 'punctuation.definition.comment'], foreground: '#ff0000' },
    { scope: ['string', 'meta.embedded.assembly'], foreground: '#00f', fontStyle: ['bold'] },
  ]);
});

test('each simple key stands for something', () => {
  for (const key of ['comments', 'strings', 'keywords', 'numbers', 'types', 'functions', 'variables']) {
    expect(customRules({ [key]: '#123456' }, 'T'), key).toHaveLength(1);
  }
});

test('rules of TextMate’s kind come behind simple keys, those for one theme behind those for all', () => {
  const customizations = {
    '[Solarized Dark]': { comments: '#333', textMateRules: [{ scope: 'd', settings: { foreground: '#444' } }] },
    textMateRules: [{ scope: ['b'], settings: { foreground: '#222' } }, { settings: { foreground: '#999' } }],
    comments: '#111',
  };
  expect(scopes(customizations)).toEqual(['comment #111', 'b #222', 'comment #333', 'd #444']);
  expect(scopes(customizations, 'Monokai')).toEqual(['comment #111', 'b #222']);
});

test.each([
  ['[Solarized Dark]', true],
  ['[Solarized*]', true],
  ['[*Dark]', true],
  ['[*ized*]', true],
  ['[Monokai][Solarized Dark]', true],
  ['[Monokai] [*Dark]', true],
  ['[*]', true],
  ['[Solarized]', false],
  ['[*Light]', false],
  ['[Dark*]', false],
  ['[Solarized Dark', false],
  ['Solarized Dark', false],
])('a block for %s counts: %s', (key, counts) => {
  expect(scopes({ [key]: { comments: '#fff' } })).toEqual(counts ? ['comment #fff'] : []);
});

test('the colour of text is that for this theme, or for all, or none', () => {
  const customizations = { 'editor.foreground': '#AAA', '[Mono*]': { 'editor.foreground': '#bbb' }, '[Abyss]': [] };
  expect(customForeground(customizations, 'Monokai')).toBe('#bbb');
  expect(customForeground(customizations, 'Abyss')).toBe('#aaa');
  expect(customForeground({ 'editor.foreground': 'red' }, 'Abyss')).toBeUndefined();
  expect(customForeground(undefined, 'Abyss')).toBeUndefined();
});

test('what is no object says nothing', () => {
  for (const value of [undefined, null, 'x', [], { '[Solarized Dark]': [] }, { '[Solarized Dark]': 'x' }]) {
    expect(scopes(value)).toEqual([]);
  }
});
