import type { DiagramTheme } from './messages.ts';

/** Colours told apart in pies and the like, as VS Code's charts use them. */
const series = ['blue', 'green', 'yellow', 'orange', 'purple', 'red'];

/** The colours of diagrams, from those of the theme that the page has now. */
export function diagramTheme(): DiagramTheme {
  const styles = getComputedStyle(document.body);
  const kind = document.body.dataset['vscodeThemeKind'] ?? '';
  const dark = !/light/.test(kind);
  // Those of code blocks, which diagrams stand in.
  const editor = solid(color('--vscode-editor-background') ?? (dark ? '#1f1f1f' : '#ffffff'));
  const background = solid(color('--vscode-textCodeBlock-background') ?? editor, editor);
  const on = (value: string | undefined, fallback: string, strength = 1) =>
    solid(value ?? fallback, background, strength);
  const text = on(color('--vscode-foreground'), dark ? '#cccccc' : '#333333');
  const contrast = color('--vscode-contrastBorder');
  const border = on(contrast ?? color('--vscode-focusBorder'), text);
  const accent = color('--vscode-charts-blue') ?? border;
  return {
    dark,
    background,
    text,
    line: contrast ? text : on(color('--vscode-descriptionForeground'), text),
    node: contrast ? background : on(accent, border, 0.14),
    border: contrast ? border : on(accent, border, 0.8),
    note: contrast ? background : on(color('--vscode-charts-yellow'), border, 0.18),
    group: contrast ? background : on(text, text, 0.06),
    series: series.map(name => on(color(`--vscode-charts-${name}`), border, contrast ? 0.35 : 0.4)),
    fontFamily: styles.fontFamily,
  };

  function color(name: string): string | undefined {
    return styles.getPropertyValue(name).trim() || undefined;
  }
}

/** A colour over an opaque background, `strength` of it, as `#rrggbb`: mermaid computes with colours. */
export function solid(value: string, background = '#000000', strength = 1): string {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d');
  if (!canvas) return value;
  canvas.fillStyle = background;
  canvas.fillRect(0, 0, 1, 1);
  canvas.globalAlpha = strength;
  canvas.fillStyle = value;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map(part => part.toString(16).padStart(2, '0')).join('')}`;
}
