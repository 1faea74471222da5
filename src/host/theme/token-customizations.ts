import { asObject, type JsonObject } from '../../core/wire/json.ts';
import type { CodeThemeRule } from '../../protocol/code-theme.ts';
import { checkedColor, checkedRules, maxRules, ruleOf } from './theme-rules.ts';

/**
 * What the simple keys of the setting stand for. Selectors of a theme cannot exclude, so that "keywords but not operators"
 * has to be the kinds of keywords there are.
 */
const scopesOfKey: Readonly<Record<string, readonly string[]>> = {
  comments: ['comment', 'punctuation.definition.comment'],
  strings: ['string', 'meta.embedded.assembly'],
  keywords: ['keyword.control', 'keyword.declaration', 'keyword.function', 'keyword.other', 'storage'],
  numbers: ['constant.numeric'],
  types: ['entity.name.type', 'entity.name.class', 'support.type', 'support.class'],
  functions: ['entity.name.function', 'support.function'],
  variables: ['variable', 'entity.name.variable'],
};

/**
 * The rules that the user's `editor.tokenColorCustomizations` adds to a theme
 * (https://code.visualstudio.com/docs/getstarted/themes#_editor-syntax-highlighting): those for all themes first, then those
 * in blocks for this one, such as `"[Monokai]"` or `"[*Dark*][Abyss]"`.
 *
 * @param themeName as the settings have it
 */
export function customRules(customizations: unknown, themeName: string): CodeThemeRule[] {
  return blocksFor(customizations, themeName).flatMap(rulesOfBlock).slice(0, maxRules);
}

/** The color of text in editors that the user's `workbench.colorCustomizations` gives to this theme, if it gives one. */
export function customForeground(customizations: unknown, themeName: string): string | undefined {
  const colors = blocksFor(customizations, themeName).map(block => checkedColor(block['editor.foreground']));
  return colors.findLast(color => color !== undefined);
}

/** What is for all themes, and then the blocks for this one. */
function blocksFor(customizations: unknown, themeName: string): JsonObject[] {
  const forAll = asObject(customizations);
  if (!forAll) return [];
  const blocks = Object.entries(forAll).filter(([key]) => isBlockFor(key, themeName));
  return [forAll, ...blocks.map(([, block]) => asObject(block)).filter(block => block !== undefined)];
}

function rulesOfBlock(block: JsonObject): CodeThemeRule[] {
  const simple = Object.entries(scopesOfKey).flatMap(([key, scopes]) => {
    const value = block[key];
    return ruleOf(scopes, typeof value === 'string' ? { foreground: value } : value) ?? [];
  });
  return [...simple, ...checkedRules(block['textMateRules'])];
}

function isBlockFor(key: string, themeName: string): boolean {
  if (!key.startsWith('[') || !key.endsWith(']')) return false;
  return [...key.matchAll(/\[([^\]]+)\]/g)].some(([, pattern = '']) => matches(themeName, pattern));
}

/** A star stands for anything, at the beginning, the end, or both. */
function matches(name: string, pattern: string): boolean {
  const open = pattern.startsWith('*');
  const end = pattern.length > 1 && pattern.endsWith('*');
  const text = pattern.slice(open ? 1 : 0, end ? -1 : undefined);
  if (open && end) return name.includes(text);
  if (open) return name.endsWith(text);
  return end ? name.startsWith(text) : name === text;
}
