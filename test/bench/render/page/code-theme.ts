import type { CodeTheme } from '../../../../src/protocol/code-theme.ts';

/** A theme with about as many colours as one sees in an editor: what is drawn depends on where colours change. */
export const codeTheme: CodeTheme = {
  kind: 'dark',
  foreground: '#cccccc',
  rules: [
    { scope: ['comment'], foreground: '#6a9050', fontStyle: ['italic'] },
    { scope: ['string', 'string.template'], foreground: '#c08070' },
    { scope: ['constant.numeric', 'keyword.other.unit'], foreground: '#b0c8a0' },
    { scope: ['constant.language', 'storage', 'support.type.property-name'], foreground: '#5090d0' },
    { scope: ['keyword.control'], foreground: '#c080c0' },
    { scope: ['entity.name.function', 'support.function'], foreground: '#d8d8a0' },
    { scope: ['entity.name.type', 'support.type', 'support.class'], foreground: '#50c0a8' },
    { scope: ['variable', 'meta.definition.variable.name'], foreground: '#90d0f0' },
    { scope: ['punctuation.definition.template-expression'], foreground: '#5090d0' },
  ],
};
