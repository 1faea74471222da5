/** What stands within a line. */
const inline = new Set(['A', 'BR', 'CODE', 'DEL', 'EM', 'IMG', 'INPUT', 'SPAN', 'STRONG', 'SUP']);

/** Where line breaks and spaces are as they are written. */
const asWritten = 'pre, .bubble, .refusal-text';

/** What of `root` is selected, as text that reads like markdown. */
export function selectedText(range: Range, root: HTMLElement): string {
  return new SelectedText(range).blockText(root, '\n\n');
}

class SelectedText {
  readonly #range: Range;

  constructor(range: Range) {
    this.#range = range;
  }

  /** The blocks in `parent`, with this between each two. */
  blockText(parent: Element, between: string): string {
    const raw = parent.matches(asWritten);
    const blocks: string[] = [];
    let line = '';
    const endLine = () => {
      blocks.push(raw ? line.replace(/\n$/, '') : tidied(line));
      line = '';
    };
    for (const child of parent.childNodes) {
      if (!this.#range.intersectsNode(child)) continue;
      if (child instanceof Element && isBlock(child) && !raw) {
        endLine();
        blocks.push(this.#block(child, between));
      } else {
        line += this.#words(child);
      }
    }
    endLine();
    return blocks.filter(block => block !== '').join(between);
  }

  #block(element: Element, between: string): string {
    if (element.matches('.math')) return source(element);
    if (element.matches('.code-block:has(> .diagram)')) return this.#diagram(element);
    if (!element.checkVisibility() || getComputedStyle(element).userSelect === 'none') return '';
    switch (element.localName) {
      case 'ol':
      case 'ul':
        return this.#list(element);
      case 'table':
        return this.#table(element);
      case 'blockquote':
        return prefixed(this.blockText(element, '\n\n'), '> ', '> ');
      default:
        return this.blockText(element, element.matches('.section') ? between : '\n\n');
    }
  }

  #list(list: Element): string {
    const isTight = list.matches('.tight, .citations');
    const first = list instanceof HTMLOListElement ? list.start : 0;
    const items: string[] = [];
    for (const [index, item] of list.querySelectorAll(':scope > li, :scope > .section > li').entries()) {
      if (!this.#range.intersectsNode(item)) continue;
      const text = this.blockText(item, isTight ? '\n' : '\n\n');
      const marker = list.localName === 'ol' ? `${first + index}. ` : '- ';
      if (text !== '') items.push(this.#hasBeginning(item) ? prefixed(text, marker, ' '.repeat(marker.length)) : text);
    }
    return items.join(isTight ? '\n' : '\n\n');
  }

  /** Whether the selection is not only within it, and nothing of its beginning is missing. */
  #hasBeginning(item: Element): boolean {
    const { startContainer, startOffset, commonAncestorContainer } = this.#range;
    if (item.contains(commonAncestorContainer)) return false;
    if (!item.contains(startContainer)) return true;
    const missing = new Range();
    missing.setStart(item, 0);
    missing.setEnd(startContainer, startOffset);
    return missing.toString().trim() === '';
  }

  #table(table: Element): string {
    const rows = [...table.querySelectorAll('tr')].filter(row => this.#range.intersectsNode(row));
    return rows.map(row => [...row.children].map(cell => this.blockText(cell, ' ')).join('\t')).join('\n');
  }

  #diagram(block: Element): string {
    const pre = block.querySelector('pre');
    return pre ? `\`\`\`${pre.dataset['language'] ?? ''}\n${pre.textContent.replace(/\n$/, '')}\n\`\`\`` : '';
  }

  /** Text within a line, its white space as it is written. */
  #words(node: Node): string {
    if (!this.#range.intersectsNode(node)) return '';
    if (node instanceof Text) return this.#selectedPart(node);
    if (!(node instanceof Element)) return '';
    if (node instanceof HTMLBRElement) return lineBreak;
    if (node instanceof HTMLInputElement) return node.checked ? '[x]' : '[ ]';
    if (node.matches('.math')) return source(node);
    if (node.matches('.mark, .footnote-mark, .visually-hidden')) return '';
    return [...node.childNodes].map(child => this.#words(child)).join('');
  }

  #selectedPart(text: Text): string {
    const { startContainer, startOffset, endContainer, endOffset } = this.#range;
    return text.data.slice(
      text === startContainer ? startOffset : 0,
      text === endContainer ? endOffset : text.data.length,
    );
  }
}

/** Stands for a hard line break while spaces are made one. */
const lineBreak = '\u2028';

function tidied(line: string): string {
  return line
    .replaceAll(/[ \t\n]+/g, ' ')
    .replaceAll(/ ?\u2028 ?/g, '\n')
    .trim();
}

function isBlock(element: Element): boolean {
  return !inline.has(element.tagName) || element.matches('.math-display');
}

function source(formula: Element): string {
  const written = formula instanceof HTMLElement ? formula.dataset['source'] : undefined;
  return written ?? formula.querySelector('.math-source')?.textContent ?? formula.textContent;
}

/** With `first` before the first line, and `others` before the others, but for empty ones. */
function prefixed(text: string, first: string, others: string): string {
  return first + text.replaceAll(/\n(?=(\n)?)/g, (_, empty) => (empty ? `\n${others.trimEnd()}` : `\n${others}`));
}
