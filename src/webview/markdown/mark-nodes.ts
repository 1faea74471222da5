import { type InlineElement, type InlineNode, markElement } from './inline-nodes.ts';

/** A mark and how many characters are seen before it. */
export interface MarkAt {
  readonly count: number;
  readonly id: number;
}

/** How many characters of these nodes are seen, marks not counted. */
export function visibleLength(nodes: readonly InlineNode[]): number {
  return nodes.reduce((sum, node) => sum + lengthOf(node), 0);
}

/** The nodes with the marks, which are in ascending order, in their places. */
export function placeMarks(nodes: readonly InlineNode[], marks: readonly MarkAt[]): InlineNode[] {
  const placed = [...nodes];
  // From the last on, so that each is put before those in the same place, and no other place moves.
  for (const { count, id } of marks.toReversed()) place(placed, count, markElement(id));
  return placed;
}

function place(siblings: InlineNode[], count: number, mark: InlineElement): void {
  let left = count;
  for (const [index, node] of siblings.entries()) {
    const length = lengthOf(node);
    if (left > length || (length === 0 && isBox(node))) {
      left -= length;
      continue;
    }
    if (left === 0) siblings.splice(index, 0, mark);
    else if (left === length) siblings.splice(index + 1, 0, mark);
    else if (typeof node === 'string') siblings.splice(index, 1, node.slice(0, left), mark, node.slice(left));
    else if (isOpen(node)) {
      const children = [...node.children];
      place(children, left, mark);
      siblings[index] = { ...node, children };
    } else siblings.splice(index + 1, 0, mark);
    return;
  }
  siblings.push(mark);
}

function lengthOf(node: InlineNode): number {
  return typeof node === 'string' ? node.length : visibleLength(node.children);
}

/** A mark may be inside words with emphasis, not within what is one thing or can be clicked. */
function isOpen({ tag }: InlineElement): boolean {
  return tag === 'em' || tag === 'strong' || tag === 'del';
}

function isBox(node: InlineNode): boolean {
  return typeof node === 'object' && node.tag === 'input';
}
