import { markdownOf } from '../copy/copy-selection.ts';
import { showsSelectedPart } from './insert-actions.ts';

/** Where a part is selected: in one answer, and maybe within one code block of it. */
interface Place {
  range: Range;
  answer: HTMLElement;
  code: HTMLElement | undefined;
}

/** A part of an answer; with `offset` it is within the code block that begins there in the answer's text. */
interface Part {
  text: string;
  offset?: number;
}

/** More than that is surely text, in UTF-16 code units; less may be the labels of controls. */
const longestLabels = 200;

/**
 * What the user has selected in an answer. The actions of that answer, and of the code block it lies in, take only that;
 * they show it for as long as it is so.
 */
export class SelectedPart {
  readonly #root: HTMLElement;
  readonly #stop = new AbortController();
  /** The answer and the code block whose actions show that they take the selection. */
  #marked: readonly HTMLElement[] = [];
  #pressed = false;

  /** @param root holds the answers */
  constructor(root: HTMLElement) {
    this.#root = root;
    const { signal } = this.#stop;
    document.addEventListener('selectionchange', () => this.#changed(), { signal });
    // Nothing moves under the pointer while it selects.
    root.addEventListener('pointerdown', () => this.#press(true), { signal });
    window.addEventListener('pointerup', () => this.#press(false), { signal, capture: true });
    window.addEventListener('pointercancel', () => this.#press(false), { signal, capture: true });
  }

  /**
   * What is selected, if all of it is within `scope`, an answer or a code block. Code is as it stands, other text as it is
   * copied.
   */
  partIn(scope: HTMLElement): Part | undefined {
    const place = this.#place();
    if (!place) return undefined;
    const { range, answer, code } = place;
    if (code && scope.contains(code)) {
      const offset = codeOffset(code);
      return { text: codeOf(range, code), ...(offset !== undefined && { offset }) };
    }
    return scope === answer ? { text: markdownOf(range, answer) } : undefined;
  }

  dispose(): void {
    this.#stop.abort();
  }

  #press(pressed: boolean): void {
    this.#pressed = pressed;
    if (!pressed) this.#changed();
  }

  #changed(): void {
    if (this.#pressed) return;
    const place = this.#place();
    const block = place?.code?.parentElement;
    const scopes = place ? [place.answer, ...(block ? [block] : [])] : [];
    for (const scope of this.#marked) if (!scopes.includes(scope)) showsSelectedPart(scope, false);
    for (const scope of scopes) if (!this.#marked.includes(scope)) showsSelectedPart(scope, true);
    this.#marked = scopes;
  }

  #place(): Place | undefined {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
    const range = selection.getRangeAt(0);
    if (!this.#root.contains(range.commonAncestorContainer)) return undefined;
    const answer = onlyOne(range, '.answer', this.#root);
    if (!answer || range.toString().trim() === '') return undefined;
    return { range, answer, code: onlyOne(range, 'pre', answer) };
  }
}

/**
 * The element that holds all text of a range. A triple click on the last line of one selects to the beginning of what
 * follows: that the range reaches beyond the element, but to no text, does not matter.
 */
function onlyOne(range: Range, selector: string, root: HTMLElement): HTMLElement | undefined {
  const ends = [around(range.startContainer, selector), around(range.endContainer, selector)];
  return ends.find(found => found !== undefined && !hasTextOutside(range, found, root));
}

function hasTextOutside(range: Range, found: HTMLElement, root: HTMLElement): boolean {
  const before = range.cloneRange();
  if (found.contains(range.startContainer)) before.collapse(true);
  else before.setEndBefore(found);
  const after = range.cloneRange();
  if (found.contains(range.endContainer)) after.collapse(false);
  else after.setStartAfter(found);
  return [before, after].some(rest => {
    const { length } = rest.toString().trim();
    return length > longestLabels || (length > 0 && markdownOf(rest, root) !== '');
  });
}

/**
 * The selected code. Of several lines the first comes with its indentation also where the selection begins behind that: the
 * lines belong together.
 */
function codeOf(range: Range, code: HTMLElement): string {
  const inner = range.cloneRange();
  if (!code.contains(inner.startContainer)) inner.setStart(code, 0);
  const isToEnd = !code.contains(inner.endContainer);
  if (isToEnd) inner.setEnd(code, code.childNodes.length);
  // The last line break is that before the closing fence.
  const text = isToEnd ? inner.toString().replace(/\n$/, '') : inner.toString();
  const line = around(inner.startContainer, '.code-line');
  if (!line || !text.includes('\n')) return text;
  const before = new Range();
  before.setStart(line, 0);
  before.setEnd(inner.startContainer, inner.startOffset);
  const indentation = before.toString();
  return /^[ \t]*$/.test(indentation) ? indentation + text : text;
}

/** Where a code block begins in the answer's text, in UTF-16 code units, where it has a header that says so. */
export function codeOffset(code: HTMLElement): number | undefined {
  const header = code.parentElement?.querySelector<HTMLElement>(':scope > .code-header');
  const offset = header?.dataset['offset'];
  return offset === undefined ? undefined : Number(offset);
}

function around(node: Node, selector: string): HTMLElement | undefined {
  const inner = node instanceof Element ? node : node.parentElement;
  return inner?.closest<HTMLElement>(selector) ?? undefined;
}
