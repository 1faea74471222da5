import { describe, expect, test } from 'vitest';
import { chooseTheme, type ThemeSettings, themesOfManifest } from '../../../src/host/theme/choose-theme.ts';

const themes = themesOfManifest({
  contributes: {
    themes: [
      { id: 'Dark Modern', label: '%dark%', uiTheme: 'vs-dark', path: './dark.json' },
      { id: 'Light Modern', label: '%light%', uiTheme: 'vs', path: './light.json' },
      { id: 'Default High Contrast', label: '%hc%', uiTheme: 'hc-black', path: './hc.json' },
      { id: 'Default High Contrast Light', label: '%hcl%', uiTheme: 'hc-light', path: './hcl.json' },
      { label: 'Labelled', uiTheme: 'vs-dark', path: './labelled.json' },
    ],
  },
});

const settings: ThemeSettings = {
  colorTheme: 'Dark Modern',
  detectColorScheme: false,
  detectHighContrast: true,
  preferred: {
    dark: 'Labelled',
    light: 'Light Modern',
    hcDark: 'Default High Contrast',
    hcLight: 'Default High Contrast Light',
  },
};

function choose(changes: Partial<ThemeSettings>, kind: Parameters<typeof chooseTheme>[2]): string {
  const choice = chooseTheme(themes, { ...settings, ...changes }, kind);
  return choice.type === 'theme' ? choice.theme.path : `${choice.type}: ${choice.name}`;
}

describe('The theme shown', () => {
  test('is the one of the setting, by id or by label', () => {
    expect(choose({}, 'dark')).toBe('./dark.json');
    expect(choose({ colorTheme: 'Labelled' }, 'dark')).toBe('./labelled.json');
  });

  test('is found by the name it had in another version of VS Code', () => {
    expect(choose({ colorTheme: 'Default Dark Modern' }, 'dark')).toBe('./dark.json');
    expect(choose({ colorTheme: 'High Contrast' }, 'hcDark')).toBe('./hc.json');
  });

  test('is the preferred one of its kind when VS Code follows the system', () => {
    expect(choose({ detectColorScheme: true }, 'dark')).toBe('./labelled.json');
    expect(choose({ detectColorScheme: true }, 'light')).toBe('./light.json');
    expect(choose({ detectColorScheme: true }, 'hcLight')).toBe('./hcl.json');
  });

  test('is the preferred one of high contrast only while that is detected', () => {
    expect(choose({}, 'hcDark')).toBe('./hc.json');
    expect(choose({ detectHighContrast: false }, 'hcDark')).toBe('other-kind: Dark Modern');
    expect(choose({ colorTheme: 'Default High Contrast Light' }, 'hcLight')).toBe('./hcl.json');
  });

  test('is not guessed when the setting names one of another kind, or none there is', () => {
    expect(choose({ colorTheme: 'Light Modern' }, 'dark')).toBe('other-kind: Light Modern');
    expect(choose({ colorTheme: 'Uninstalled' }, 'dark')).toBe('unknown: Uninstalled');
    expect(choose({ colorTheme: '' }, 'dark')).toBe('unknown: ');
  });
});

test('what a manifest has besides themes is passed over', () => {
  expect(themesOfManifest(undefined)).toEqual([]);
  expect(themesOfManifest({ contributes: { themes: 'dark' } })).toEqual([]);
  expect(
    themesOfManifest({ contributes: { themes: [null, 1, { id: 'x' }, { path: './x.json' }, { id: 1, path: 2 }] } }),
  ).toEqual([]);
  expect(themesOfManifest({ contributes: { themes: [{ id: '', label: 'x', path: 'x.json' }] } })).toEqual([
    { name: 'x', path: 'x.json', kind: 'dark' },
  ]);
});
