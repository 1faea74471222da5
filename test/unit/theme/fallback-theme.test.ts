import { describe, expect, test } from 'vitest';
import { fallbackTheme } from '../../../src/host/theme/fallback-theme.ts';
import type { CodeTheme } from '../../../src/protocol/code-theme.ts';

/** What code stands on in common themes: the editor's background and that of code blocks. */
const backgrounds: Readonly<Record<CodeTheme['kind'], readonly string[]>> = {
  dark: ['#000000', '#121314', '#1e1e1e', '#1f1f1f', '#272822', '#2b2b2b', '#002b36'],
  light: ['#ffffff', '#f8f8f8', '#f5f5f5', '#fdf6e3', '#eaeaea'],
  hcDark: ['#000000'],
  hcLight: ['#ffffff'],
};
const minimum: Readonly<Record<CodeTheme['kind'], number>> = { dark: 4.5, light: 4.5, hcDark: 7, hcLight: 7 };

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(index => {
    const part = Number.parseInt(color.slice(index, index + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

test('contrast is computed as the guidelines say', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

describe.each(['dark', 'light', 'hcDark', 'hcLight'] as const)('Our own colours for %s', kind => {
  const theme = fallbackTheme(kind);

  test('can be read on any usual background', () => {
    const colors = theme.rules.flatMap(({ foreground }) => foreground ?? []);
    expect(colors.length).toBeGreaterThan(5);
    for (const background of backgrounds[kind]) {
      for (const color of colors) {
        expect(contrast(color, background), `${color} on ${background}`).toBeGreaterThanOrEqual(minimum[kind]);
      }
    }
  });

  test('tell the common parts of code apart', () => {
    const colors = [
      'comment',
      'string',
      'constant',
      'keyword',
      'entity.name.type',
      'entity.name.function',
      'variable',
    ].map(name => theme.rules.find(({ scope }) => scope.includes(name))?.foreground);
    expect(new Set(colors).size).toBe(colors.length);
    expect(colors).not.toContain(undefined);
  });

  test('are made anew for each who asks', () => {
    fallbackTheme(kind).rules.length = 0;
    expect(fallbackTheme(kind)).toEqual(theme);
  });
});
