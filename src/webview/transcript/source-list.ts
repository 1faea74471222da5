import type { Citation } from '../../core/conversation/conversation.ts';
import { element } from '../dom.ts';

/**
 * The sources that an answer names, in order of arrival. A source is there once, however often it is cited: providers that
 * search the web name it again for every sentence they take from it.
 */
export class SourceList {
  readonly element = element('section', 'sources');
  readonly #list = element('ol', 'citations');
  readonly #known = new Set<string>();
  #count = 0;

  constructor() {
    this.element.ariaLabel = 'Sources';
    this.element.append(element('p', 'sources-title', 'Sources'), this.#list);
  }

  /** Shows those that are not shown yet; they are only ever added to. Returns whether there are any. */
  update(citations: readonly Citation[]): boolean {
    for (const citation of citations.slice(this.#count)) {
      const key = citation.url || citation.title || citation.snippet || '';
      if (this.#known.has(key)) continue;
      this.#known.add(key);
      this.#list.append(sourceItem(citation));
    }
    this.#count = citations.length;
    return this.#count > 0;
  }
}

function sourceItem({ url, title, snippet }: Citation): HTMLElement {
  const words = title || url || snippet || 'Source without a title';
  const item = element('li');
  const target = url && /^https?:\/\//i.test(url) ? URL.parse(url) : null;
  if (url && target) {
    const anchor = element('a', 'source-title', words);
    anchor.href = url;
    anchor.title = snippet ? `${url}\n\n${snippet}` : url;
    item.append(anchor);
    const host = target.host.replace(/^www\./, '');
    if (!words.includes(host)) item.append(' ', element('span', 'source-host', host));
  } else {
    item.append(element('span', 'source-title', words));
    if (snippet) item.title = snippet;
  }
  return item;
}
