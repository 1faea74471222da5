import type { MarkdownIt } from 'markdown-it';

/** Makes addresses that begin with `www.` links (https://github.github.com/gfm/#extended-www-autolink). */
export function addWwwLinks(markdown: MarkdownIt): void {
  markdown.linkify.add('www.', {
    validate: (text, position) => addressLength(text.slice(position)),
    normalize: match => {
      match.url = `http://${match.url}`;
    },
  });
}

/** How many characters after `www.` belong to the address; 0 if it is none. */
function addressLength(text: string): number {
  const address = /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*(?:[:/?#][^\s<]*)?/u.exec(text)?.[0];
  if (!address || !/^[^:/?#]*\.?[^_:/?#]*(?:[:/?#]|$)/.test(address)) return 0;
  return trimmedLength(address);
}

/** Leaves out closing punctuation, a closing parenthesis without its opening one, and what looks like an entity. */
function trimmedLength(address: string): number {
  let text = address;
  for (;;) {
    const shorter = text.replace(/(?:[?!.,:*_~'"]+|&[a-z0-9]+;)$/i, '');
    const unbalanced = shorter.endsWith(')') && count(shorter, ')') > count(shorter, '(');
    const next = unbalanced ? shorter.slice(0, -1) : shorter;
    if (next === text) return text.length;
    text = next;
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
