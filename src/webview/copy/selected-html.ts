import { element } from '../dom.ts';

/** Controls, labels and what is drawn: nothing of the text. */
const notText =
  'button, summary, .code-header, .answer-header, .answer-footer, .question-footer, .sources-title, .retry-box, ' +
  '.source-card, .mark, .footnote-mark, .diagram, .diagram-error, :is(.reasoning, .instruction):not([open])';

const kept = new Set(['checked', 'disabled', 'href', 'src', 'start', 'type']);

/** What `range` holds as HTML, without what only this page's stylesheet understands. */
export function selectedHtml(range: Range): string {
  const holder = element('div');
  holder.append(range.cloneContents());
  for (const removed of holder.querySelectorAll(notText)) removed.remove();
  for (const formula of holder.querySelectorAll<HTMLElement>('.math')) {
    formula.replaceWith(formula.dataset['source'] ?? formula.querySelector('.math-source')?.textContent ?? '');
  }
  for (const part of holder.querySelectorAll('*')) {
    for (const { name } of [...part.attributes]) if (!kept.has(name)) part.removeAttribute(name);
  }
  const { commonAncestorContainer: around } = range;
  const list = around instanceof Element ? around.closest('ol, ul') : null;
  return list && list === around ? `<${list.localName}>${holder.innerHTML}</${list.localName}>` : holder.innerHTML;
}
