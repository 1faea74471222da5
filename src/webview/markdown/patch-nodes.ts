import type { InlineElement, InlineNode } from './inline-nodes.ts';
import type { MarkdownOptions } from './sink.ts';

/** Called for links, formulas and marks when their elements are made. */
export type NodeHooks = Pick<MarkdownOptions, 'link' | 'math' | 'mark'>;

/**
 * Makes the children of `parent` that come after `kept` (all, if there is none) look like `nodes`. What already looks right is left as it is, and
 * text that only grew is appended to, so that a selection and the reader's eye are not disturbed.
 */
export function patchNodes(
  parent: Element,
  kept: ChildNode | undefined,
  nodes: readonly InlineNode[],
  hooks: NodeHooks = {},
): void {
  let current: ChildNode | null = kept ? kept.nextSibling : parent.firstChild;
  for (const [index, node] of nodes.entries()) {
    // Marks come into text that is there, and what is around them stays as it is.
    if (isMark(node) && !(current instanceof Element && isMade(current, node))) {
      parent.insertBefore(create(node, hooks), current);
      continue;
    }
    if (typeof node === 'string' && isMark(nodes[index + 1])) splitBehind(current, node);
    if (current && reuse(current, node, hooks)) {
      current = current.nextSibling;
      continue;
    }
    const made = create(node, hooks);
    if (current) {
      const next: ChildNode | null = current.nextSibling;
      current.replaceWith(made);
      current = next;
    } else {
      parent.append(made);
    }
  }
  while (current) {
    const next: ChildNode | null = current.nextSibling;
    current.remove();
    current = next;
  }
}

function isMark(node: InlineNode | undefined): boolean {
  return typeof node === 'object' && node.mark !== undefined;
}

function splitBehind(existing: ChildNode | null, text: string): void {
  if (existing instanceof Text && existing.length > text.length && existing.data.startsWith(text)) {
    existing.splitText(text.length);
  }
}

function isMade(element: Element, node: InlineNode): boolean {
  return typeof node === 'object' && signatures.get(element) === signature(node);
}

function reuse(existing: ChildNode, node: InlineNode, hooks: NodeHooks = {}): boolean {
  if (typeof node === 'string') {
    if (!(existing instanceof Text)) return false;
    if (node !== existing.data) {
      if (node.startsWith(existing.data)) existing.appendData(node.slice(existing.length));
      else existing.data = node;
    }
    return true;
  }
  if (!(existing instanceof Element) || signatures.get(existing) !== signature(node)) return false;
  // What is in the element of a formula or a mark is its owner's matter.
  if (!node.formula && node.mark === undefined) patchNodes(existing, undefined, node.children, hooks);
  return true;
}

/** What each element was made as. Not read back from the DOM: the owner of a link may have changed its attributes. */
const signatures = new WeakMap<Element, string>();

function signature({ tag, attributes }: InlineElement): string {
  return JSON.stringify([tag, attributes]);
}

function create(node: InlineNode, hooks: NodeHooks = {}): Text | HTMLElement {
  if (typeof node === 'string') return document.createTextNode(node);
  const element = document.createElement(node.tag);
  for (const [name, value] of Object.entries(node.attributes)) element.setAttribute(name, value);
  signatures.set(element, signature(node));
  patchNodes(element, undefined, node.children, hooks);
  if (element instanceof HTMLAnchorElement) hooks.link?.(element, node.attributes['href'] ?? '');
  if (node.formula) hooks.math?.(node.formula, element);
  if (node.mark !== undefined) hooks.mark?.(node.mark, element);
  return element;
}
