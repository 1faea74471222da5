/**
 * The token colours of the user's colour theme, as the host reads them from the theme's files and the view's highlighter
 * takes them. A theme file is hostile input like any other: what is here is checked, and nothing else of it crosses over.
 */
export interface CodeTheme {
  kind: 'dark' | 'light' | 'hcDark' | 'hcLight';
  /** Of text that no rule colours, as `#` and 3, 4, 6 or 8 hexadecimal digits; absent where the theme names none. */
  foreground?: string;
  /** In the order of the theme: of two rules that match equally well the later one counts. */
  rules: CodeThemeRule[];
}

/** What text with one of these scopes looks like (https://macromates.com/manual/en/language_grammars#naming-conventions). */
export interface CodeThemeRule {
  /** Scope selectors; empty for all text. */
  scope: string[];
  /** As in {@link CodeTheme.foreground}. */
  foreground?: string;
  /** Words of `italic`, `bold`, `underline` and `strikethrough`; an empty list takes back what a wider rule says. */
  fontStyle?: FontStyle[];
}

export type FontStyle = 'italic' | 'bold' | 'underline' | 'strikethrough';
