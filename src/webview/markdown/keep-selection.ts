/** Whether anything is selected, as the last event said: to ask for it would make the browser lay out the page. */
let isSelecting = false;
document.addEventListener('selectionchange', () => {
  isSelecting = document.getSelection()?.isCollapsed === false;
});

/** Replaces nodes within an element by others with the same text, and keeps what is selected there selected. */
export function keepSelection(element: HTMLElement, replace: () => void): void {
  const selection = isSelecting && element.isConnected ? document.getSelection() : null;
  if (!selection) {
    replace();
    return;
  }
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  const anchor = offsetWithin(element, anchorNode, anchorOffset);
  const focus = offsetWithin(element, focusNode, focusOffset);
  replace();
  if ((anchor === undefined && focus === undefined) || !anchorNode || !focusNode) return;
  const [anchorAt, anchorIn] = anchor === undefined ? [anchorNode, anchorOffset] : pointAt(element, anchor);
  const [focusAt, focusIn] = focus === undefined ? [focusNode, focusOffset] : pointAt(element, focus);
  selection.setBaseAndExtent(anchorAt, anchorIn, focusAt, focusIn);
}

/** How much text is before a point, in UTF-16 code units; undefined for a point elsewhere. */
function offsetWithin(element: HTMLElement, node: Node | null, offset: number): number | undefined {
  if (!node || !element.contains(node)) return undefined;
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

function pointAt(element: HTMLElement, offset: number): [Node, number] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let rest = offset;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { length } = node.textContent ?? '';
    if (rest <= length) return [node, rest];
    rest -= length;
  }
  return [element, element.childNodes.length];
}
