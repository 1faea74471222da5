import { describe, expect, test } from 'vitest';
import { readTheme } from '../../../src/host/theme/read-theme.ts';
import { maxRules } from '../../../src/host/theme/theme-rules.ts';

/** Reads `themes/a.json` of an extension with these files. */
function read(files: Readonly<Record<string, string>>, path = './themes/a.json') {
  return readTheme(path, async file => {
    const text = files[file];
    if (text === undefined) throw new Error(`no file ${file}`);
    return text;
  });
}

const rule = (scope: string, foreground: string) => ({ scope, settings: { foreground } });
const json = (value: object) => JSON.stringify(value);

const plist = `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict>
  <key>name</key><string>Old</string>
  <key>settings</key><array>
    <dict><key>settings</key><dict><key>foreground</key><string>#DDEEFF</string></dict></dict>
    <dict>
      <key>scope</key><string>comment, string.quoted</string>
      <key>settings</key><dict><key>foreground</key><string>#123456</string><key>fontStyle</key><string>italic</string></dict>
    </dict>
  </array>
</dict></plist>`;

const plistColors = {
  foreground: '#ddeeff',
  rules: [{ scope: ['comment', 'string.quoted'], foreground: '#123456', fontStyle: ['italic'] }],
};

describe('A theme', () => {
  test('has comments and trailing commas', async () => {
    const text = `// line
      { /* block */ "colors": { "editor.foreground": "#ABC", },
        "tokenColors": [ { "scope": "a,b , c", "settings": { "foreground": "#12345678", }, }, ], }`;
    expect(await read({ 'themes/a.json': text })).toEqual({
      foreground: '#abc',
      rules: [{ scope: ['a', 'b', 'c'], foreground: '#12345678' }],
    });
  });

  test('goes over what it includes', async () => {
    const files = {
      'themes/a.json': json({
        include: '../base/b.json',
        tokenColors: [rule('a', '#aaa')],
        colors: { 'editor.foreground': 'red' },
      }),
      'base/b.json': json({
        include: './c.json',
        tokenColors: [rule('b', '#bbb')],
        colors: { 'editor.foreground': '#b0b0b0' },
      }),
      'base/c.json': json({ tokenColors: [rule('c', '#ccc')], colors: { 'editor.foreground': '#c0c0c0' } }),
    };
    const theme = await read(files);
    expect(theme.rules.map(({ scope }) => scope.join())).toEqual(['c', 'b', 'a']);
    expect(theme.foreground).toBe('#b0b0b0');
  });

  test('is in TextMate’s format, or has its colours of code in it, or is JSON of that shape', async () => {
    expect(await read({ 'old.tmTheme': plist }, 'old.tmTheme')).toEqual(plistColors);
    expect(
      await read({ 'themes/a.json': json({ tokenColors: './sub/old.tmTheme' }), 'themes/sub/old.tmTheme': plist }),
    ).toEqual(plistColors);
    const settings = [
      { settings: { foreground: '#ddeeff' } },
      { scope: ['comment'], settings: { foreground: '#123' } },
    ];
    expect(await read({ 'themes/a.json': json({ settings }) })).toEqual({
      foreground: '#ddeeff',
      rules: [{ scope: ['comment'], foreground: '#123' }],
    });
  });

  test('gives colours and known font styles, and nothing else', async () => {
    const tokenColors = [
      { scope: 'a', settings: { foreground: 'url(https://evil.invalid)', fontStyle: 'bold sparkling italic bold' } },
      { scope: 'b', settings: { foreground: '#12345', fontStyle: 7 } },
      { scope: 'c', settings: { fontStyle: '' } },
      { scope: 'd', settings: { fontStyle: 'normal', background: '#fff' } },
      { scope: ['e', 5, '', 'x'.repeat(501)], settings: { foreground: '#FFF' } },
      { settings: { foreground: '#fff' } },
      { scope: 'f' },
      { scope: {}, settings: { foreground: '#fff' } },
      null,
      'g',
    ];
    expect(await read({ 'themes/a.json': json({ tokenColors, colors: { 'editor.foreground': '#ffff;}' } }) })).toEqual({
      rules: [
        { scope: ['a'], fontStyle: ['bold', 'italic'] },
        { scope: ['c'], fontStyle: [] },
        { scope: ['d'], fontStyle: [] },
        { scope: ['e'], foreground: '#fff' },
      ],
    });
  });

  test('has no more rules than are sensible', async () => {
    const many = Array.from({ length: maxRules }, () => rule('a', '#fff'));
    const files = {
      'themes/a.json': json({ include: 'b.json', tokenColors: many }),
      'themes/b.json': json({ tokenColors: many }),
    };
    expect((await read(files)).rules).toHaveLength(maxRules);
  });
});

describe('A theme is refused', () => {
  test.each([
    ['a file that is not there', {}],
    ['broken JSON', { 'themes/a.json': '{ "tokenColors": [' }],
    ['what is not an object', { 'themes/a.json': '[]' }],
    ['an empty file', { 'themes/a.json': '' }],
    ['nesting without end', { 'themes/a.json': '['.repeat(200_000) }],
    ['itself', { 'themes/a.json': json({ include: './b.json' }), 'themes/b.json': json({ include: 'a.json' }) }],
    ['a broken file that it includes', { 'themes/a.json': json({ include: './b.json' }), 'themes/b.json': '{' }],
    ['what lies outside its extension', { 'themes/a.json': json({ include: '../../b.json' }), 'b.json': '{}' }],
    [
      'a property list without settings',
      { 'themes/a.json': json({ tokenColors: 'x' }), 'themes/x': plist.replace('settings', 'x') },
    ],
    ['a broken property list', { 'themes/a.json': json({ tokenColors: 'x' }), 'themes/x': '<plist><dict>' }],
  ])('for %s', async (_, files) => {
    await expect(read(files)).rejects.toThrow();
  });

  test('for a chain of files that does not end', async () => {
    let count = 0;
    const endless = readTheme('0.json', async () => json({ include: `${++count}.json` }));
    await expect(endless).rejects.toThrow('files deep');
    expect(count).toBeLessThan(20);
  });
});
