import { languageOfTag } from './language-tags.ts';

/** What stands behind an opening fence. */
export interface InfoString {
  /** The language, in lower case as it is written. */
  tag?: string;
  /** A path of a file, as it is written: not to be trusted. */
  path?: string;
}

/**
 * Reads a fence's info string as models write it: `ts`, `ts title="src/a.ts"`, `src/a.ts`, `ts src/a.ts`, `ts:src/a.ts`,
 * `{.python}`, `12:20:src/a.ts`.
 */
export function parseInfoString(info: string): InfoString {
  const text = info.trim().replace(/^\{\s*\.?(.*?)\}?$/, '$1');
  const [first = '', ...rest] = text.split(/\s+/);
  const named =
    /(?:^|[\s{,])(?:title|file(?:name|path)?|path|name|src)\s*[=:]\s*(?:"([^"]*)"|'([^']*)'|([^\s,}]+))/i.exec(text);
  const attribute = named?.[1] ?? named?.[2] ?? named?.[3];
  const word = readFirstWord(named?.index === 0 ? '' : first);
  const path = attribute ?? word.path ?? rest.find(isPathLike);
  return {
    ...(word.tag !== undefined && { tag: word.tag }),
    ...(path !== undefined && path !== '' && { path }),
  };
}

function readFirstWord(word: string): InfoString {
  const lines = /^\d+:\d+:(.+)$/.exec(word)?.[1];
  if (lines !== undefined) return { path: lines };
  const [, tag = '', path = ''] = /^([A-Za-z][\w+#-]+):(?!\/\/)(.+)$/.exec(word) ?? [];
  if (path !== '') return { ...readFirstWord(tag), path };
  const bare = word
    .replace(/^(?:language-|lang-|\.)/i, '')
    .replace(/[{,;:].*$/, '')
    .toLowerCase();
  if (languageOfTag(bare) !== undefined) return { tag: bare };
  if (isPathLike(word)) return { path: word };
  return /^[a-z\d][\w+#.-]{0,30}$/.test(bare) ? { tag: bare } : {};
}

/** Whether a word looks like a path rather than a language. */
function isPathLike(word: string): boolean {
  return /[\\/]/.test(word) || /^[^=]*\.[A-Za-z]\w{0,9}$/.test(word);
}
