import { isTextField } from '../dom.ts';
import { selectedHtml } from './selected-html.ts';
import { selectedText } from './selected-text.ts';

/** What the browser would leave out, or copy as what it looks like. */
const structured = '.math, li, .diagram';

/**
 * Makes what is copied out of `root` hold what is not text on the page: the numbers and boxes of lists, and the sources of
 * formulas and diagrams. As text it reads like markdown; as HTML it keeps links and the like.
 */
export function copySelectionWithStructure(root: HTMLElement): void {
  root.addEventListener('copy', event => {
    const selection = document.getSelection();
    if (!event.clipboardData || !selection || selection.isCollapsed || isTextField(event.target)) return;
    const range = within(root, selection.getRangeAt(0));
    const inner = range.commonAncestorContainer;
    const around = inner instanceof Element ? inner : inner.parentElement;
    const isStructured =
      around?.closest('.math') ||
      [...(around?.querySelectorAll(structured) ?? [])].some(each => range.intersectsNode(each));
    if (!isStructured) return;
    includeWholeFormulas(range);
    event.clipboardData.setData('text/plain', selectedText(range, root));
    event.clipboardData.setData('text/html', selectedHtml(range));
    event.preventDefault();
  });
}

/** What of `root` a range holds, as text that reads like markdown. */
export function markdownOf(selected: Range, root: HTMLElement): string {
  const range = within(root, selected);
  includeWholeFormulas(range);
  return selectedText(range, root);
}

function within(root: HTMLElement, selected: Range): Range {
  const range = selected.cloneRange();
  if (!root.contains(range.startContainer)) range.setStart(root, 0);
  if (!root.contains(range.endContainer)) range.setEnd(root, root.childNodes.length);
  return range;
}

/** A selection that begins or ends inside a formula means all of it. */
function includeWholeFormulas(range: Range): void {
  const first = formulaAround(range.startContainer);
  const last = formulaAround(range.endContainer);
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
}

function formulaAround(node: Node): Element | null {
  const inner = node instanceof Element ? node : node.parentElement;
  return inner?.closest('.math') ?? null;
}
