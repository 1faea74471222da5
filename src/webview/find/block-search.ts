import type { SearchPattern } from './search-pattern.ts';

/**
 * The elements that hold text in one run each; none is within another. What is typed has no line break, so that nothing
 * found reaches from one of them into the next.
 */
export const searchedBlocks = [
  '.bubble',
  '.parts :is(p, h1, h2, h3, h4, h5, h6, td, th, .code-chunk)',
  '.citations > li',
].join(', ');

/** Elements whose text is not what the reader sees or means. */
const leftOut = 'button, .katex, [aria-hidden="true"]';

/** One place where the text was found. */
export interface Match {
  /** The one of {@link searchedBlocks} that it is in. */
  block: Element;
  /** Where it begins in the block's text, in UTF-16 code units. */
  start: number;
  /** A static range costs nothing when the text around it changes; it is then replaced by another. */
  range: StaticRange;
}

/** All places in a block where the pattern matches, in their order. */
export function searchBlock(block: Element, pattern: SearchPattern): Match[] {
  const regex = block.classList.contains('code-chunk') ? pattern.code : pattern.prose;
  // Most blocks hold no match, and this is the quickest way to know.
  if (block.textContent.search(regex) === -1 && !block.querySelector(leftOut)) return [];

  const nodes = textNodes(block);
  const text = nodes.length === 1 ? nodes[0]?.data : nodes.map(node => node.data).join('');
  const matches: Match[] = [];
  const at = positions(nodes);
  for (const found of text?.matchAll(regex) ?? []) {
    const { index } = found;
    const [startContainer, startOffset] = at(index, false);
    const [endContainer, endOffset] = at(index + found[0].length, true);
    if (!startContainer || !endContainer) continue;
    const range = new StaticRange({ startContainer, startOffset, endContainer, endOffset });
    matches.push({ block, start: index, range });
  }
  if (matches.length > 0 && block.closest('[hidden]')) return [];
  return matches;
}

function textNodes(block: Element): Text[] {
  const isLeftOut = (node: Node) => node instanceof Element && node.matches(leftOut);
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, node =>
    isLeftOut(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node instanceof Text) nodes.push(node);
  return nodes;
}

/** Finds the node and the offset in it for offsets in the text of all nodes, which must be asked for in rising order. */
function positions(nodes: readonly Text[]): (offset: number, isEnd: boolean) => [Text | undefined, number] {
  let index = 0;
  let begin = 0;
  return (offset, isEnd) => {
    for (let node = nodes[index]; node; node = nodes[index]) {
      const end = begin + node.length;
      if (offset < end || (isEnd && offset === end)) return [node, offset - begin];
      begin = end;
      index += 1;
    }
    return [undefined, 0];
  };
}
