/** What is revealed keeps this distance from the upper and lower edge, in CSS pixels. */
const margin = 48;

/**
 * Scrolls so that a range is on the screen, within whatever scrolls sideways around it too.
 * @returns whether it had to be scrolled up or down
 */
export function revealRange(range: Range, scroller: HTMLElement): boolean {
  const view = scroller.getBoundingClientRect();
  const { top, bottom, left, right } = range.getBoundingClientRect();
  const isThere = top >= view.top + margin && bottom <= view.bottom - margin;
  if (!isThere) scroller.scrollTop += (top + bottom) / 2 - (view.top + view.bottom) / 2;
  const sideways = sidewaysScroller(range.startContainer, scroller);
  if (sideways) {
    const inner = sideways.getBoundingClientRect();
    const isOutside = left < inner.left || right > inner.right;
    if (isOutside) sideways.scrollLeft += (left + right) / 2 - (inner.left + inner.right) / 2;
  }
  return !isThere;
}

/** What around a node scrolls sideways on its own, as a code block does. */
function sidewaysScroller(node: Node, within: Element): Element | undefined {
  for (let around = node.parentElement; around && around !== within; around = around.parentElement) {
    const scrolls = around.scrollWidth > around.clientWidth && around.clientWidth > 0;
    if (scrolls && /auto|scroll/.test(getComputedStyle(around).overflowX)) return around;
  }
  return undefined;
}
