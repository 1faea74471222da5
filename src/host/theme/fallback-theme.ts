import type { CodeTheme, CodeThemeRule, FontStyle } from '../../protocol/code-theme.ts';

/** What a colour is for; the colours of one kind of theme. */
interface Palette {
  comment: string;
  string: string;
  regexp: string;
  /** Numbers and other constants. */
  constant: string;
  keyword: string;
  type: string;
  function: string;
  /** Variables, properties, attributes. */
  variable: string;
  inserted: string;
  /** Also what is invalid. */
  deleted: string;
}

const scopes: Readonly<Record<keyof Palette, readonly string[]>> = {
  comment: ['comment', 'punctuation.definition.comment', 'markup.quote'],
  string: ['string', 'punctuation.definition.string', 'markup.inline.raw'],
  regexp: ['string.regexp', 'constant.character.escape', 'constant.other.placeholder'],
  constant: ['constant', 'keyword.other.unit', 'support.constant', 'variable.other.enummember'],
  keyword: ['keyword', 'storage', 'variable.language', 'entity.name.tag', 'keyword.operator.new', 'markup.heading'],
  type: ['entity.name.type', 'entity.name.class', 'entity.other.inherited-class', 'support.type', 'support.class'],
  function: ['entity.name.function', 'support.function', 'meta.function-call.generic'],
  variable: ['variable', 'meta.object-literal.key', 'support.type.property-name', 'entity.other.attribute-name'],
  inserted: ['markup.inserted', 'punctuation.definition.inserted'],
  deleted: ['markup.deleted', 'punctuation.definition.deleted', 'invalid'],
};

const styles: readonly { scope: string[]; fontStyle: FontStyle[] }[] = [
  { scope: ['markup.bold', 'markup.heading'], fontStyle: ['bold'] },
  { scope: ['markup.italic'], fontStyle: ['italic'] },
  { scope: ['markup.underline'], fontStyle: ['underline'] },
  { scope: ['markup.strikethrough'], fontStyle: ['strikethrough'] },
];

const palettes: Readonly<Record<CodeTheme['kind'], Palette>> = {
  dark: {
    comment: '#8fa68f',
    string: '#dba98c',
    regexp: '#e79a9a',
    constant: '#b9d6a4',
    keyword: '#8cb8f2',
    type: '#74cdb9',
    function: '#ddd7a3',
    variable: '#a9d6f5',
    inserted: '#8fd19e',
    deleted: '#f29a94',
  },
  light: {
    comment: '#476347',
    string: '#98340f',
    regexp: '#9c1740',
    constant: '#0c634a',
    keyword: '#1c47c4',
    type: '#1b636b',
    function: '#694c10',
    variable: '#163f80',
    inserted: '#1a6034',
    deleted: '#a11a1a',
  },
  hcDark: {
    comment: '#a5d6a5',
    string: '#f2b596',
    regexp: '#ffb0b0',
    constant: '#c8e6b0',
    keyword: '#9fc6ff',
    type: '#7fe3cf',
    function: '#f0e8ac',
    variable: '#c2e5ff',
    inserted: '#9fe0ae',
    deleted: '#ffb3ad',
  },
  hcLight: {
    comment: '#1f531f',
    string: '#7a220c',
    regexp: '#7d0d33',
    constant: '#0a4b37',
    keyword: '#0b2fa3',
    type: '#0c4b52',
    function: '#4f3807',
    variable: '#0f2d66',
    inserted: '#0f4a24',
    deleted: '#870f14',
  },
};

/** Runnel's own colours, for when those of the user's theme cannot be read: plain, and readable on any usual background. */
export function fallbackTheme(kind: CodeTheme['kind']): CodeTheme {
  const palette = palettes[kind];
  const colored: CodeThemeRule[] = Object.entries(scopes).map(([role, scope]) => ({
    scope: [...scope],
    foreground: palette[role as keyof Palette],
  }));
  return {
    kind,
    rules: [...colored, ...styles.map(({ scope, fontStyle }) => ({ scope: [...scope], fontStyle: [...fontStyle] }))],
  };
}
