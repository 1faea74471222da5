/**
 * The text of a diagram from the word on that says its kind: without the settings between hyphens at its start, the
 * directives (`%%{…}%%`) and the comments.
 */
export function diagramBody(source: string): string {
  return source
    .replace(/^\s*-{3}[^\S\n]*\n(?:[\s\S]*?\n)?[^\S\n]*-{3}[^\S\n]*\n/, '')
    .replaceAll(/%%\{[\s\S]*?\}%%/g, '')
    .replaceAll(/^[^\S\n]*%%.*$/gm, '')
    .trimStart();
}
