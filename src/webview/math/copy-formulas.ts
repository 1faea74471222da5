/**
 * Makes what is copied out of `root` hold the source of formulas. A formula is on the page three times, as it looks, as
 * MathML and as its source; a style sheet shows the source alone, and the rest not, while the text is taken.
 */
export function copyFormulasAsSource(root: HTMLElement): void {
  root.addEventListener('copy', event => {
    const selection = document.getSelection();
    if (!selection || !event.clipboardData || !touchesFormula(root, selection)) return;
    const restore = includeWholeFormulas(selection);
    root.classList.add('copying-formulas');
    const text = selection.toString();
    root.classList.remove('copying-formulas');
    restore();
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
  });
}

function touchesFormula(root: HTMLElement, selection: Selection): boolean {
  if (selection.rangeCount === 0 || selection.isCollapsed) return false;
  const range = selection.getRangeAt(0);
  return [...root.querySelectorAll('.math')].some(formula => range.intersectsNode(formula));
}

/** A selection that begins or ends inside a formula means all of it. Returns what brings the selection back. */
function includeWholeFormulas(selection: Selection): () => void {
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  const range = selection.getRangeAt(0).cloneRange();
  const first = formulaAround(range.startContainer);
  const last = formulaAround(range.endContainer);
  if (!first && !last) return () => {};
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  selection.removeAllRanges();
  selection.addRange(range);
  return () => {
    if (anchorNode && focusNode) selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
  };
}

function formulaAround(node: Node): Element | null {
  const inner = node instanceof Element ? node : node.parentElement;
  return inner?.closest('.math') ?? null;
}
