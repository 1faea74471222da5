import { columnsOf, type IndentStyle, renderIndent } from './indentation.ts';

/**
 * The indentation that text on an empty line gets from the lines around it: that of a block which the line above opens,
 * else that of the line which is indented less, unless it only closes the block in which the line above stands. Where
 * nothing follows, the blocks above are taken as ended.
 *
 * @param above the nearest line above that is not blank, if there is one
 * @param below the nearest line below that is not blank, if there is one
 */
export function emptyLineIndent(above: string | undefined, below: string | undefined, style: IndentStyle): string {
  const indentAbove = indentOf(above);
  if (above !== undefined && opensBlock.test(above)) return indentAbove + renderIndent({ levels: 1, rest: 0 }, style);
  if (above === undefined || below === undefined) return '';
  const indentBelow = indentOf(below);
  if (closesBlock.test(below)) return indentAbove;
  const isLess = columnsOf(indentBelow, style.tabSize) < columnsOf(indentAbove, style.tabSize);
  return isLess ? indentBelow : indentAbove;
}

const opensBlock = /[{([:]\s*$/;
const closesBlock = /^\s*(?:[})\]]|<\/|end\b)/;

function indentOf(line = ''): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
