import type { Token } from 'markdown-it';
import { isDataImage } from './data-image.ts';
import { invisibleAttributes, isPlainText, splitInvisible } from './invisible-characters.ts';
import { isAllowedLink } from './link-policy.ts';
import type { Formula } from './sink.ts';

/** What the inline content of a leaf looks like: the shape of DOM nodes, before any is made. */
export type InlineNode = string | InlineElement;

export interface InlineElement {
  readonly tag: 'a' | 'br' | 'button' | 'code' | 'del' | 'em' | 'img' | 'input' | 'span' | 'strong' | 'sup';
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: InlineNode[];
  /** For a formula: what is set in place of the children, its source. */
  readonly formula?: Formula;
  /** For a mark, which has no children. */
  readonly mark?: number;
}

/** Elements deeper than this are left out, their content stays: a flood of markers must not exhaust the stack. */
const DEEPEST = 100;

/** Longer addresses are cut where they are only shown: one that holds its data can be megabytes. In UTF-16 code units. */
const LONGEST_ADDRESS = 300;

/**
 * Turns inline tokens into nodes. With `open`, an address at the very end is no link yet: it may still grow, and would
 * be a new link with each character.
 */
export function inlineNodes(tokens: readonly Token[], open: boolean): InlineNode[] {
  const root: InlineNode[] = [];
  const stack: InlineNode[][] = [root];
  const growing = open ? growingLink(tokens) : -1;
  let links = 0;
  for (const [index, token] of tokens.entries()) {
    const siblings = stack.at(-1) ?? root;
    if (token.type === 'link_open') {
      links++;
      const children: InlineNode[] = [];
      if (index === growing || stack.length > DEEPEST) stack.push(siblings);
      else {
        siblings.push(linkElement(token, children));
        stack.push(children);
      }
    } else if (token.nesting === 1 && stack.length > DEEPEST) {
      stack.push(siblings);
    } else if (token.nesting === 1) {
      const children: InlineNode[] = [];
      siblings.push({ tag: tagOf(token), attributes: {}, children });
      stack.push(children);
    } else if (token.nesting === -1) {
      if (token.type === 'link_close') links--;
      stack.pop();
    } else {
      pushLeaf(siblings, token, links > 0);
    }
  }
  return root;
}

/** The task list item's box. */
export function checkbox(checked: boolean): InlineElement {
  const attributes = { type: 'checkbox', class: 'task-checkbox', disabled: '' };
  return { tag: 'input', attributes: checked ? { ...attributes, checked: '' } : attributes, children: [] };
}

function pushLeaf(siblings: InlineNode[], token: Token, insideLink: boolean): void {
  switch (token.type) {
    case 'softbreak':
      pushText(siblings, '\n');
      break;
    case 'hardbreak':
      siblings.push({ tag: 'br', attributes: {}, children: [] });
      pushText(siblings, '\n');
      break;
    case 'code_inline':
      siblings.push({ tag: 'code', attributes: {}, children: codeNodes(token.content) });
      break;
    case 'footnote':
      siblings.push(footnoteMark(token));
      break;
    case 'mark':
      siblings.push(markElement(Number(token.info)));
      break;
    case 'math':
      siblings.push(formulaElement(token));
      break;
    case 'image':
      siblings.push(imageElement(token, insideLink));
      break;
    default:
      pushText(siblings, token.content);
  }
}

/** In code, what one does not see may make it look like what it is not. */
function codeNodes(code: string): InlineNode[] {
  if (isPlainText(code)) return [code];
  return splitInvisible(code).map(({ text, invisible }) =>
    invisible ? { tag: 'span', attributes: invisibleAttributes(text), children: [text] } : text,
  );
}

function pushText(siblings: InlineNode[], text: string): void {
  const last = siblings.at(-1);
  if (typeof last === 'string') siblings[siblings.length - 1] = last + text;
  else if (text !== '') siblings.push(text);
}

function tagOf(token: Token): 'del' | 'em' | 'strong' {
  if (token.tag === 's') return 'del';
  return token.tag === 'strong' ? 'strong' : 'em';
}

function linkElement(token: Token, children: InlineNode[]): InlineElement {
  const href = attribute(token, 'href');
  if (!isAllowedLink(href))
    return { tag: 'span', attributes: { class: 'link-text', title: shortened(href) }, children };
  const title = attribute(token, 'title');
  return { tag: 'a', attributes: title === '' ? { href } : { href, title }, children };
}

/** The node of a mark. Its owner fills the element; until then, and for whoever counts characters, it is empty. */
export function markElement(id: number): InlineElement {
  return { tag: 'sup', attributes: { class: 'mark', 'data-mark': String(id) }, children: [], mark: id };
}

function footnoteMark({ info, markup }: Token): InlineElement {
  const attributes = { type: 'button', 'data-footnote': info, 'aria-label': `Footnote ${markup}` };
  const button: InlineElement = { tag: 'button', attributes, children: [markup] };
  return { tag: 'sup', attributes: { class: 'footnote-mark' }, children: [button] };
}

/** A formula as its source, which whoever sets formulas replaces. */
function formulaElement({ content, markup, block }: Token): InlineElement {
  return {
    tag: 'span',
    attributes: { class: block ? 'math math-display' : 'math', 'data-source': markup },
    children: [markup],
    formula: { tex: content, display: block, source: markup },
  };
}

/**
 * An image that holds its data is shown. Others are never loaded: fetching one would tell its server what the answer says;
 * its words lead to it instead.
 */
function imageElement(token: Token, insideLink: boolean): InlineElement {
  const address = attribute(token, 'src');
  const alt = plainText(token.children ?? []);
  if (isDataImage(address)) return { tag: 'img', attributes: { class: 'image', src: address, alt }, children: [] };
  const words = alt || shortened(address);
  if (!insideLink && isAllowedLink(address)) {
    return { tag: 'a', attributes: { class: 'image', href: address }, children: [words] };
  }
  return { tag: 'span', attributes: { class: 'image', title: shortened(address) }, children: [words] };
}

function shortened(address: string): string {
  return address.length > LONGEST_ADDRESS ? `${address.slice(0, LONGEST_ADDRESS)}…` : address;
}

function plainText(tokens: readonly Token[]): string {
  return tokens
    .map(token => {
      if (token.type === 'image') return plainText(token.children ?? []);
      return token.type === 'softbreak' || token.type === 'hardbreak' ? '\n' : token.content;
    })
    .join('');
}

function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? '');
}

/** The index of the automatic link at the end, or followed by punctuation only, as in `https://a.`; -1 for none. */
function growingLink(tokens: readonly Token[]): number {
  const last = tokens.at(-1);
  const close = last?.type === 'text' && !/\s/.test(last.content) ? tokens.length - 2 : tokens.length - 1;
  const link = tokens[close];
  return link?.type === 'link_close' && link.markup === 'linkify' ? close - 2 : -1;
}
