import type { CodeTheme, FontStyle } from '../../protocol/code-theme.ts';

/** The classes of font styles, which the stylesheet of the page knows. */
const styleClasses: Record<FontStyle, string> = {
  italic: 'code-italic',
  bold: 'code-bold',
  underline: 'code-underline',
  strikethrough: 'code-strikethrough',
};

/** `#` and 3, 4, 6 or 8 hexadecimal digits, the only colours that become CSS; undefined for anything else. */
function checkedColour(colour: unknown): string | undefined {
  return typeof colour === 'string' && /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(colour)
    ? colour.toLowerCase()
    : undefined;
}

/** The theme with only such colours, in small letters, and known font styles, once more: they become CSS and classes. */
export function checkedTheme({ kind, foreground, rules }: CodeTheme): CodeTheme {
  const known = Object.keys(styleClasses);
  return {
    kind,
    ...withForeground(foreground),
    rules: rules.map(rule => ({
      scope: rule.scope.filter(scope => typeof scope === 'string'),
      ...withForeground(rule.foreground),
      ...(rule.fontStyle && { fontStyle: rule.fontStyle.filter(word => known.includes(word)) }),
    })),
  };
}

function withForeground(colour: unknown): { foreground?: string } {
  const foreground = checkedColour(colour);
  return foreground === undefined ? {} : { foreground };
}

/**
 * The classes of text with a colour and font style. They are made of what they mean and so are the same in every theme.
 *
 * @param colour as in a {@link checkedTheme}; undefined for that of text that no rule colours
 */
export function classesOf(colour: string | undefined, fontStyle: readonly FontStyle[]): string {
  const classes = fontStyle.map(style => styleClasses[style]);
  if (colour) classes.unshift(`code-${colour.slice(1)}`);
  return classes.join(' ');
}

/**
 * The page while its theme is as bright as a code theme of this kind. The page changes first: until new colours come, those
 * made for the other brightness would be all but unreadable, and code has the plain colour of text.
 */
const pages: Record<CodeTheme['kind'], string> = {
  dark: 'body:not([data-vscode-theme-kind$="light"])',
  hcDark: 'body:not([data-vscode-theme-kind$="light"])',
  light: 'body:not([data-vscode-theme-kind="vscode-dark"], [data-vscode-theme-kind="vscode-high-contrast"])',
  hcLight: 'body:not([data-vscode-theme-kind="vscode-dark"], [data-vscode-theme-kind="vscode-high-contrast"])',
};

/** The stylesheet with the colours of code, one for all. */
export class CodeStyles {
  readonly #sheet = new CSSStyleSheet();
  /** The rules of the theme in use. */
  #rules: ReadonlySet<string> = new Set();
  #foreground = '';
  #hasOthers = false;

  constructor() {
    document.adoptedStyleSheets.push(this.#sheet);
  }

  /** Adds the colours of a {@link checkedTheme}. Those of the theme before stay for the code that still has them. */
  use(theme: CodeTheme): void {
    const page = pages[theme.kind];
    const forAllText = theme.rules.findLast(({ scope, foreground }) => scope.length === 0 && foreground);
    const foreground = forAllText?.foreground ?? theme.foreground;
    const colours = new Set(theme.rules.flatMap(rule => rule.foreground ?? []));
    const before = this.#rules;
    this.#rules = new Set(
      Array.from(colours, colour => `${page} .code-line .${classesOf(colour, [])} { color: ${colour}; }`),
    );
    this.#foreground = foreground ? `${page} .code-block > pre { color: ${foreground}; }` : '';
    this.#write(new Set([...before, ...this.#rules]));
    this.#hasOthers = true;
  }

  /** Removes all but the colours of the theme in use. */
  forgetOthers(): void {
    if (!this.#hasOthers) return;
    this.#hasOthers = false;
    this.#write(this.#rules);
  }

  dispose(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => sheet !== this.#sheet);
  }

  #write(rules: Iterable<string>): void {
    this.#sheet.replaceSync([this.#foreground, ...rules].join('\n'));
  }
}
