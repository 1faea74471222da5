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
  const [address, host] = /^([\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*)(?:[:/?#][^\s<]*)?/u.exec(text) ?? [];
  // No underscore may be in the last two parts of the host; `www` is one if nothing but another follows.
  if (
    !address ||
    host
      ?.split('.')
      .slice(-2)
      .some(part => part.includes('_'))
  )
    return 0;
  return trimmedLength(address);
}

/** Leaves out closing punctuation, a closing parenthesis without its opening one, and what looks like an entity. */
function trimmedLength(address: string): number {
  let end = address.length;
  let unopened = count(address, ')') - count(address, '(');
  while (end > 0) {
    const last = address.charAt(end - 1);
    if ('?!.,:*_~\'"'.includes(last)) end--;
    else if (last === ')' && unopened > 0) {
      unopened--;
      end--;
    } else {
      const entity = last === ';' ? /&[a-z0-9]{1,99};$/i.exec(address.slice(Math.max(0, end - 101), end)) : null;
      if (!entity) return end;
      end -= entity[0].length;
    }
  }
  return end;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
