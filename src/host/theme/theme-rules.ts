import type { CodeThemeRule, FontStyle } from '../../protocol/code-theme.ts';

/** More rules than any theme has; those behind are left out. */
export const maxRules = 5000;
/** Scope selectors of one rule. */
const maxScopes = 1000;
/** Characters of one selector. */
const maxSelectorLength = 500;

const fontStyles: ReadonlySet<string> = new Set<FontStyle>(['italic', 'bold', 'underline', 'strikethrough']);

/** The colour in lower case if it is written as `CodeTheme` has it; undefined for anything else. */
export function checkedColor(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i.test(value)) return undefined;
  return value.toLowerCase();
}

/**
 * The rules of a list as themes and settings have it. What is not as it should be is left out, and so are rules for all
 * text: VS Code takes the editor's own colour for that.
 */
export function checkedRules(list: unknown): CodeThemeRule[] {
  if (!Array.isArray(list)) return [];
  return list.slice(0, maxRules).flatMap((entry: unknown) => checkedRule(entry) ?? []);
}

/** One rule with these selectors; undefined where it says nothing. */
export function ruleOf(scope: readonly string[], settings: unknown): CodeThemeRule | undefined {
  if (scope.length === 0 || typeof settings !== 'object' || settings === null) return undefined;
  const foreground = checkedColor(Reflect.get(settings, 'foreground'));
  const fontStyle = checkedFontStyle(Reflect.get(settings, 'fontStyle'));
  if (foreground === undefined && fontStyle === undefined) return undefined;
  return { scope: [...scope], ...(foreground !== undefined && { foreground }), ...(fontStyle && { fontStyle }) };
}

function checkedRule(entry: unknown): CodeThemeRule | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  return ruleOf(selectors(Reflect.get(entry, 'scope')), Reflect.get(entry, 'settings'));
}

/** A string holds several, with commas between them; a list holds one in each element. */
function selectors(scope: unknown): string[] {
  const parts: unknown[] = typeof scope === 'string' ? scope.split(',', maxScopes) : Array.isArray(scope) ? scope : [];
  return parts
    .slice(0, maxScopes)
    .filter(part => typeof part === 'string')
    .map(part => part.trim())
    .filter(part => part !== '' && part.length <= maxSelectorLength);
}

/** Words that name no style, such as `normal`, take back what a wider rule says, as no words at all do. */
function checkedFontStyle(value: unknown): FontStyle[] | undefined {
  if (typeof value !== 'string') return undefined;
  return [...new Set(value.split(/\s+/).filter(isFontStyle))];
}

function isFontStyle(word: string): word is FontStyle {
  return fontStyles.has(word);
}
