import { isAllowedLink } from '../../../src/webview/markdown/link-policy.ts';

/** Brings the specification's HTML into the form that `normalizeActual` brings ours into; the README says what is ironed out. */
export function normalizeExpected(source: string): string {
  const body = new DOMParser().parseFromString(source, 'text/html').body;
  for (const image of body.querySelectorAll('img')) image.replaceWith(imageWords(image));
  for (const anchor of body.querySelectorAll('a')) {
    const href = anchor.getAttribute('href') ?? '';
    if (!isAllowedLink(href))
      anchor.replaceWith(element('span', { class: 'link-text', title: href }, anchor.childNodes));
  }
  for (const list of body.querySelectorAll('ul, ol')) {
    const loose = list.querySelector(':scope > li > p') !== null;
    for (const item of list.children) wrapInline(item);
    if (!loose) list.classList.add('tight');
  }
  for (const cell of body.querySelectorAll('[align]')) {
    cell.setAttribute('data-align', cell.getAttribute('align') ?? '');
    cell.removeAttribute('align');
  }
  return finish(body);
}

/** What of the raw HTML in `markdown` is in `html` as it stands there becomes text. */
export function withTagsAsText(html: string, markdown: string): string {
  const name = '[a-zA-Z][a-zA-Z0-9-]*';
  const attribute = `\\s+[a-zA-Z_:][\\w.:-]*(?:\\s*=\\s*(?:[^\\s"'=<>\`]+|'[^']*'|"[^"]*"))?`;
  const kinds = [
    `<${name}(?:${attribute})*\\s*/?>`,
    `</${name}\\s*>`,
    '<!--[^]*?-->',
    '<\\?[^]*?\\?>',
    '<!\\w[^]*?>',
    '<![^]*?]>',
  ];
  const tags = new Set(markdown.match(new RegExp(kinds.join('|'), 'g')));
  return [...tags].reduce(
    (text, tag) => text.replaceAll(tag, tag.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
    html,
  );
}

/** Puts the words of links that lead where the words say in the place of these links. */
export function withoutBareLinks(container: HTMLElement): HTMLElement {
  for (const link of container.querySelectorAll('a')) {
    const words = link.textContent ?? '';
    if ([words, `mailto:${words}`].includes(link.getAttribute('href') ?? '')) link.replaceWith(words);
  }
  container.normalize();
  return container;
}

/** Brings the renderer's DOM into the specification's form. */
export function normalizeActual(container: HTMLElement): string {
  const body = container.cloneNode(true) as HTMLElement;
  for (const section of body.querySelectorAll('.section')) {
    section.querySelector(':scope > li')?.removeAttribute('value');
    section.replaceWith(...section.childNodes);
  }
  for (const block of body.querySelectorAll('.code-block')) {
    const pre = block.querySelector('pre');
    const code = block.querySelector('code');
    if (!pre || !code) continue;
    code.replaceChildren(code.textContent ?? '');
    if (pre.dataset['language']) code.className = `language-${pre.dataset['language']}`;
    pre.removeAttribute('data-language');
    block.replaceWith(pre);
  }
  for (const scroll of body.querySelectorAll('.table-scroll')) scroll.replaceWith(...scroll.childNodes);
  for (const cell of body.querySelectorAll('[data-length]')) cell.removeAttribute('data-length');
  for (const table of body.querySelectorAll('table')) {
    table.removeAttribute('style');
    table.removeAttribute('class');
    const [first, ...others] = table.tBodies;
    for (const other of others) {
      first?.append(...other.rows);
      other.remove();
    }
  }
  for (const header of body.querySelectorAll('th')) header.removeAttribute('scope');
  for (const box of body.querySelectorAll('input')) box.removeAttribute('class');
  for (const list of body.querySelectorAll('ol')) list.removeAttribute('data-digits');
  return finish(body);
}

/** What both sides have in common. */
function finish(body: HTMLElement): string {
  for (const list of body.querySelectorAll('ul, ol')) {
    // Without a paragraph in it nobody can see whether a list is tight.
    if (!list.querySelector(':scope > li > p')) list.classList.remove('tight');
    if (list.className === '') list.removeAttribute('class');
  }
  for (const parent of [body, ...body.querySelectorAll('blockquote, ul, ol, li, table, thead, tbody, tr')]) {
    for (const node of [...parent.childNodes]) if (node instanceof Text && node.data.trim() === '') node.remove();
  }
  body.normalize();
  return serialize(body);
}

function serialize(node: Node): string {
  if (node instanceof Text) return node.data.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const inner = [...node.childNodes].map(serialize).join('');
  if (!(node instanceof Element) || node.localName === 'body' || node.localName === 'div') return inner;
  const attributes = [...node.attributes].map(({ name, value }) => ` ${name}=${JSON.stringify(value)}`).sort();
  return `<${node.localName}${attributes.join('')}>${inner}</${node.localName}>`;
}

/** Puts the inline content of a tight item into paragraphs. */
function wrapInline(item: Element): void {
  let paragraph: HTMLElement | undefined;
  for (const node of [...item.childNodes]) {
    if (node instanceof Element && /^(?:p|ul|ol|pre|blockquote|h[1-6]|hr|table)$/.test(node.localName)) {
      paragraph = undefined;
    } else if (paragraph || node.textContent?.trim() !== '' || node instanceof Element) {
      if (!paragraph) {
        paragraph = document.createElement('p');
        node.replaceWith(paragraph);
      }
      paragraph.append(node);
    }
  }
  for (const made of item.querySelectorAll(':scope > p')) {
    made.normalize();
    const { firstChild, lastChild } = made;
    if (firstChild instanceof Text) firstChild.data = firstChild.data.trimStart();
    if (lastChild instanceof Text) lastChild.data = lastChild.data.trimEnd();
  }
}

function imageWords(image: HTMLImageElement): HTMLElement {
  const address = image.getAttribute('src') ?? '';
  const words = document.createTextNode(image.alt || address);
  const inside = image.closest('a');
  if (isAllowedLink(address) && !inside) return element('a', { class: 'image', href: address }, [words]);
  return element('span', { class: 'image', title: address }, [words]);
}

function element(tag: string, attributes: Record<string, string>, children: Iterable<Node>): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
