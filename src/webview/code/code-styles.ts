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

/** The stylesheet with the colours of code, one for all. */
export class CodeStyles {
  readonly #sheet = new CSSStyleSheet();
  #foreground: string | undefined;
  #colours: ReadonlySet<string> = new Set();
  #hasOthers = false;

  constructor() {
    document.adoptedStyleSheets.push(this.#sheet);
  }

  /** Adds the colours of a {@link checkedTheme}. Those of the theme before stay for the code that still has them. */
  use(theme: CodeTheme): void {
    const forAllText = theme.rules.findLast(({ scope, foreground }) => scope.length === 0 && foreground);
    this.#foreground = forAllText?.foreground ?? theme.foreground;
    const colours = new Set(theme.rules.flatMap(({ foreground }) => foreground ?? []));
    this.#write(new Set([...this.#colours, ...colours]));
    this.#colours = colours;
    this.#hasOthers = true;
  }

  /** Removes all but the colours of the theme in use. */
  forgetOthers(): void {
    if (!this.#hasOthers) return;
    this.#hasOthers = false;
    this.#write(this.#colours);
  }

  dispose(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => sheet !== this.#sheet);
  }

  #write(colours: Iterable<string>): void {
    const rules = Array.from(colours, colour => `.code-line .${classesOf(colour, [])} { color: ${colour}; }`);
    if (this.#foreground) rules.unshift(`.code-block > pre { color: ${this.#foreground}; }`);
    this.#sheet.replaceSync(rules.join('\n'));
  }
}
