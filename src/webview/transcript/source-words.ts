import type { Citation } from '../../core/conversation/conversation.ts';

/** What of a source is shown, all of it in plain and short words. */
export interface SourceWords {
  /** Never empty. */
  readonly title: string;
  /** Where it leads, as it may be opened; undefined for anything but a page on the web. */
  readonly href: string | undefined;
  /** The address as it is read; empty if it is the title. */
  readonly address: string;
  /** The site, where the title does not name it. */
  readonly host: string;
  readonly snippet: string;
}

const longest = { title: 200, address: 200, snippet: 400 };

/** The words about a source. What they are made of comes from the web: it is cut, and nothing in it moves other text. */
export function sourceWords({ url, title, snippet }: Citation): SourceWords {
  const target = url !== undefined && /^https?:\/\//i.test(url) ? URL.parse(url) : null;
  const address = plain(target?.href ?? url ?? '', longest.address);
  const excerpt = plain(snippet ?? '', longest.snippet);
  const shownTitle =
    plain(title ?? '', longest.title) || address || plain(excerpt, longest.title) || 'Source without a title';
  const host = target?.host.replace(/^www\./, '') ?? '';
  return {
    title: shownTitle,
    href: target?.href,
    address: address === shownTitle ? '' : address,
    host: shownTitle.includes(host) ? '' : host,
    snippet: excerpt === shownTitle ? '' : excerpt,
  };
}

/** Text in one line, of a length that can be shown, without characters that one does not see but for joiners. */
function plain(text: string, length: number): string {
  // Enough to cut from: what a server sends may be megabytes.
  const visible = text
    .slice(0, length * 4)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '')
    .trim();
  return visible.length > length ? `${visible.slice(0, length).toWellFormed().trimEnd()}…` : visible;
}
