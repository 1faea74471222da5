import { parse as parsePlist } from 'fast-plist';
import { type ParseError, parse as parseJson, printParseErrorCode } from 'jsonc-parser';
import { asObject, type JsonObject } from '../../core/wire/json.ts';
import type { CodeTheme } from '../../protocol/code-theme.ts';
import { checkedColor, checkedRules, maxRules } from './theme-rules.ts';

/** What a theme's files say of code. */
export type ThemeColors = Pick<CodeTheme, 'foreground' | 'rules'>;

/**
 * Reads a file's text.
 *
 * @param path relative to the extension's folder, without `.` and `..`
 * @throws when there is no such file, or it is too large
 */
export type ReadThemeFile = (path: string) => Promise<string>;

/** A theme that includes one that includes one …; VS Code's own are three deep. */
const maxDepth = 10;

/**
 * Reads a theme with all it includes, in the formats that VS Code takes: JSON with comments
 * (https://code.visualstudio.com/api/extension-guides/color-theme) and TextMate's property list.
 *
 * @param path relative to the extension's folder
 * @throws Error when one of the files cannot be read, is broken, lies outside the folder, or includes itself. VS Code does
 *   not show such a theme either.
 */
export async function readTheme(path: string, read: ReadThemeFile): Promise<ThemeColors> {
  const theme: ThemeColors = { rules: [] };
  await addFile(theme, resolvePath('', path), read, []);
  return theme;
}

/** What is included comes first, so that what includes it counts. */
async function addFile(
  theme: ThemeColors,
  path: string,
  read: ReadThemeFile,
  within: readonly string[],
): Promise<void> {
  if (within.includes(path)) throw new Error(`${path} includes itself`);
  if (within.length >= maxDepth) throw new Error(`${path} is included more than ${maxDepth} files deep`);
  const text = await read(path);
  if (!path.toLowerCase().endsWith('.json')) {
    addTextMateSettings(theme, plistSettings(text, path));
    return;
  }
  const document = jsonObject(text, path);
  const { include, settings, colors, tokenColors } = document;
  if (typeof include === 'string') await addFile(theme, resolvePath(path, include), read, [...within, path]);
  if (Array.isArray(settings)) {
    addTextMateSettings(theme, settings);
    return;
  }
  if (typeof colors === 'object' && colors !== null) setForeground(theme, Reflect.get(colors, 'editor.foreground'));
  if (typeof tokenColors === 'string') {
    const file = resolvePath(path, tokenColors);
    addTextMateSettings(theme, plistSettings(await read(file), file));
  } else addRules(theme, tokenColors);
}

/** In TextMate's format, the entry without a scope has the colours of the editor. */
function addTextMateSettings(theme: ThemeColors, settings: readonly unknown[]): void {
  for (const entry of settings) {
    if (typeof entry !== 'object' || entry === null || Reflect.get(entry, 'scope')) continue;
    const own: unknown = Reflect.get(entry, 'settings');
    if (typeof own === 'object' && own !== null) setForeground(theme, Reflect.get(own, 'foreground'));
  }
  addRules(theme, settings);
}

function addRules(theme: ThemeColors, list: unknown): void {
  theme.rules = [...theme.rules, ...checkedRules(list)].slice(0, maxRules);
}

function setForeground(theme: ThemeColors, value: unknown): void {
  const foreground = checkedColor(value);
  if (foreground !== undefined) theme.foreground = foreground;
}

function jsonObject(text: string, path: string): JsonObject {
  const errors: ParseError[] = [];
  const value = asObject(parseJson(text, errors, { allowTrailingComma: true }));
  const [error] = errors;
  if (error) throw new Error(`${path}: ${printParseErrorCode(error.error)} at character ${error.offset}`);
  if (!value) throw new Error(`${path} is not a JSON object`);
  return value;
}

function plistSettings(text: string, path: string): readonly unknown[] {
  const settings = asObject(parsePlist(text))?.settings;
  if (!Array.isArray(settings)) throw new Error(`${path} has no settings`);
  return settings;
}

/**
 * The path of a file that another one names, both relative to the extension's folder.
 *
 * @throws Error when it leads out of it
 */
function resolvePath(from: string, to: string): string {
  const segments = from.split('/').slice(0, -1);
  for (const segment of to.split(/[/\\]/)) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) throw new Error(`${to} lies outside the extension`);
  }
  return segments.join('/');
}
