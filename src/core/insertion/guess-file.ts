import { parseCodeBlockStart } from './block-containers.ts';
import { createCodeBlockReader } from './code-block.ts';
import { parseInfoString } from './info-string.ts';
import { areUnrelated, languageOfTag } from './language-tags.ts';
import { safeFileName } from './safe-file-name.ts';

/** What is known about the file that a code block is meant to be. */
export interface GuessedFile {
  /** A language as it is written behind a fence, in lower case (`ts`, `python`); not a VS Code language id. */
  tag?: string;
  /** A relative path with `/`, of plain and safe parts: never absolute, never with `..`, at most 100 characters. */
  name?: string;
}

/** So much of a line is looked at, in UTF-16 code units. */
const longestLine = 300;

/**
 * Guesses the language and the name of the file that a code block is meant to be, from its info string, its first line
 * and the line of prose before it. What the model wrote is hostile: see {@link safeFileName}.
 *
 * @param text the answer as far as it has come.
 * @param offset where the block begins in it, in UTF-16 code units; if absent, the first fenced block is meant, and with
 * none all of the text is taken for code.
 */
export function guessFile(text: string, offset?: number): GuessedFile {
  const from = offset ?? firstFence(text) ?? -1;
  const block = from < 0 ? text : text.slice(from);
  const info = from < 0 ? {} : parseInfoString(infoOf(block));
  const firstLine = (from < 0 ? firstFilledLine(text) : firstLineOfCode(block)).trim().slice(0, longestLine);
  const tag = info.tag ?? languageOfShebang(firstLine);
  const said = [
    safeFileName(info.path ?? ''),
    fileInComment(firstLine),
    // A sentence may as well be about another file than the one it introduces.
    from < 0 ? undefined : unlessUnrelated(fileInProse(lastFilledLine(text.slice(0, from))), tag),
  ];
  const name = said.find(candidate => candidate !== undefined);
  const ending = endingOf(name ?? '');
  const known = tag ?? (languageOfTag(ending) === undefined ? undefined : ending);
  return { ...(known !== undefined && { tag: known }), ...(name !== undefined && { name }) };
}

/** Whether `text` holds the block's first line of code, so that {@link guessFile} will not say more later. */
export function hasFirstCodeLine(text: string, offset?: number): boolean {
  const from = offset ?? firstFence(text);
  if (from === undefined) return false;
  const [, ...lines] = text.slice(from).split('\n');
  const last = lines.pop() ?? '';
  return lines.length > 1 || lines.some(line => line.trim() !== '') || last.trim().length > longestLine;
}

function firstFence(text: string): number | undefined {
  let offset = 0;
  for (const line of text.split('\n')) {
    const start = parseCodeBlockStart(line.slice(0, longestLine));
    if (start?.fence !== undefined && start.indent <= 3) return offset;
    offset += line.length + 1;
  }
  return undefined;
}

function infoOf(block: string): string {
  const [line = ''] = block.slice(0, longestLine).split(/\r|\n/, 1);
  return parseCodeBlockStart(line)?.fence?.info ?? '';
}

function firstLineOfCode(block: string): string {
  const lines = block.split('\n', 4).map(line => line.slice(0, longestLine));
  const reader = createCodeBlockReader();
  return firstFilledLine(reader.push(lines.join('\n')) + reader.end());
}

function firstFilledLine(text: string): string {
  const lines = text.slice(0, 4 * longestLine).split(/\r\n|\r|\n/);
  return lines.find(line => line.trim() !== '') ?? '';
}

/** The last line that is not blank; nothing when it is further away than a paragraph is. */
function lastFilledLine(text: string): string {
  const lines = text.slice(-2 * longestLine).split(/\r\n|\r|\n/);
  // The last element is the beginning of the block's own line.
  const near = lines.slice(0, -1).slice(-2).reverse();
  return near.find(line => line.trim() !== '') ?? '';
}

/** A comment that is nothing but a file's name. */
function fileInComment(line: string): string | undefined {
  const comment = /^(?:\/\/+|#+|--|;+|%|\/\*+|<!--|\{\/\*|"""|''')\s*(.*?)\s*(?:\*+\/\}?|-->|"""|''')?$/.exec(
    line,
  )?.[1];
  return comment === undefined ? undefined : fileOf(withoutLabel(comment));
}

/** A line of prose that is a file's name, or that sets off one file's name and no other. */
function fileInProse(line: string): string | undefined {
  const text = line
    .trim()
    .slice(-longestLine)
    .replace(/^(?:#{1,6}|[-*+>]|\d{1,3}[.)])\s+/, '');
  const plain = withoutLabel(
    text.replace(/[*`]{1,3}(?=\S)|(?<=\S)[*`]{1,3}/g, '').replace(/\s*(?:\([^)]*\))?\s*:?$/, ''),
  );
  const whole = fileOf(plain);
  if (whole !== undefined) return whole;
  const marked = text.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*/g);
  const files = new Set([...marked].flatMap(match => fileOf((match[1] ?? match[2] ?? '').replace(/[`:]/g, '')) ?? []));
  return files.size === 1 ? [...files][0] : undefined;
}

function withoutLabel(text: string): string {
  return text.replace(/^(?:(?:new\s+)?file(?:name|path)?|path)\s*:?\s+/i, '');
}

/** The text if it is a file's name and cannot well be anything else, such as `console.log` or `Node.js`. */
function fileOf(text: string): string | undefined {
  if (/\s|[()]$|:\/\//.test(text)) return undefined;
  if (/^(?:Dockerfile|Containerfile|Makefile|Rakefile|Gemfile|Procfile|Jenkinsfile|CMakeLists\.txt)$/.test(text))
    return text;
  if (/^(?:node|vue|next|nuxt|react|express|three|d3|ember|backbone|angular|ext)\.js$/i.test(text)) return undefined;
  if (/^\.[a-z][\w.-]*$/.test(text)) return safeFileName(text);
  const ending = endingOf(text);
  const isFile = /[\\/]/.test(text)
    ? ending !== ''
    : languageOfTag(ending) !== undefined && !/^(?:log|text|plain|node)$/.test(ending);
  return isFile ? safeFileName(text) : undefined;
}

function unlessUnrelated(name: string | undefined, tag: string | undefined): string | undefined {
  return name !== undefined && tag !== undefined && areUnrelated(endingOf(name), tag) ? undefined : name;
}

function endingOf(name: string): string {
  return /[^\\/]\.([A-Za-z]\w{0,9})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The interpreter that a first line names, without its version. */
function languageOfShebang(line: string): string | undefined {
  const program = /^#!\s*\S*\/(?:env\s+(?:-\S+\s+)*)?([A-Za-z]+)[\d.]*(?:\s|$)/.exec(line)?.[1]?.toLowerCase();
  return program === undefined || languageOfTag(program) === undefined ? undefined : program;
}
