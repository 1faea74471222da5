import type { CodeTheme } from '../../protocol/code-theme.ts';

/** A colour theme as an extension's manifest has it (https://code.visualstudio.com/api/references/contribution-points#contributes.themes). */
export interface ThemeContribution {
  /** What the settings call it: its id, or its label where it has none. */
  name: string;
  kind: CodeTheme['kind'];
  /** Of its file, relative to the extension's folder. */
  path: string;
}

/** The settings that say which theme VS Code shows. */
export interface ThemeSettings {
  colorTheme: string;
  /** Follows the operating system's light or dark. */
  detectColorScheme: boolean;
  /** Follows the operating system's high contrast. */
  detectHighContrast: boolean;
  /** Names of the themes to switch between. */
  preferred: Readonly<Record<CodeTheme['kind'], string>>;
}

export type ThemeChoice<Theme> =
  | { type: 'theme'; theme: Theme }
  /** The theme set is of another kind than the one shown: VS Code is about to show it, or shows another one for a moment. */
  | { type: 'other-kind'; name: string }
  /** No theme of this name is installed where we can see it. */
  | { type: 'unknown'; name: string };

const kindOfUiTheme: Readonly<Record<string, CodeTheme['kind']>> = {
  vs: 'light',
  'vs-dark': 'dark',
  'hc-black': 'hcDark',
  'hc-light': 'hcLight',
};

/** The themes of an extension's manifest; what is not as it should be is passed over. */
export function themesOfManifest(manifest: unknown): ThemeContribution[] {
  const contributes = fieldOf(manifest, 'contributes');
  const themes = fieldOf(contributes, 'themes');
  if (!Array.isArray(themes)) return [];
  return themes.flatMap((theme: unknown) => {
    const id = fieldOf(theme, 'id');
    const name = typeof id === 'string' && id !== '' ? id : fieldOf(theme, 'label');
    const path = fieldOf(theme, 'path');
    const uiTheme = fieldOf(theme, 'uiTheme');
    if (typeof name !== 'string' || typeof path !== 'string') return [];
    return [{ name, path, kind: kindOfUiTheme[String(uiTheme)] ?? 'dark' }];
  });
}

/**
 * The theme that VS Code shows, as far as it can be told: no API names it. VS Code says only what kind it is of, and the
 * settings may name up to five.
 */
export function chooseTheme<Theme extends ThemeContribution>(
  themes: readonly Theme[],
  settings: ThemeSettings,
  kind: CodeTheme['kind'],
): ThemeChoice<Theme> {
  const names = candidates(settings, kind);
  const found = names.flatMap(name => findByName(themes, name) ?? []);
  const theme = found.find(each => each.kind === kind);
  if (theme) return { type: 'theme', theme };
  const [first] = found;
  return first ? { type: 'other-kind', name: first.name } : { type: 'unknown', name: names[0] ?? '' };
}

function candidates(
  { colorTheme, detectColorScheme, detectHighContrast, preferred }: ThemeSettings,
  kind: CodeTheme['kind'],
) {
  const names: string[] = [];
  // A theme of high contrast can be somebody's everyday theme: then it is named here, and fits.
  if (detectColorScheme) names.push(preferred.dark, preferred.light);
  else names.push(colorTheme);
  if (detectHighContrast && (kind === 'hcDark' || kind === 'hcLight')) names.push(preferred[kind]);
  return names;
}

/** VS Code has renamed its own themes ("Default Dark Modern" is now "Dark Modern"), and still takes the old names. */
const oldPrefix = 'Default ';

function findByName<Theme extends ThemeContribution>(themes: readonly Theme[], name: string): Theme | undefined {
  const other = name.startsWith(oldPrefix) ? name.slice(oldPrefix.length) : oldPrefix + name;
  return themes.find(theme => theme.name === name) ?? themes.find(theme => theme.name === other);
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
