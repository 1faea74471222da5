import { diagramBody } from './diagram-body.ts';

/**
 * Diagrams beyond these limits are not drawn. Drawing cannot be interrupted where the frame shares the page's thread, so
 * it must end within a second whatever a model writes. What answers hold is far smaller.
 */
const mostCharacters = 5000;
const mostLines = 100;
/** What can stand several to a line, such as nodes. */
const mostParts = 250;
/** Connecting lines of a whole diagram, such as `-->`; their layout takes more time than anything else. */
const mostConnections = 80;
/** Each character more than `-->` moves what it connects apart by a whole row. */
const mostRowsBetween = 150;
/** Words are broken into lines letter by letter. */
const longestWord = 300;
/** In a block diagram, where each one is compared with all others. */
const mostCells = 250;
/** Working days are counted one by one. */
const mostCountedDays = 60_000;

/** Kinds that draw as many cells or rings as a number says. */
const counting = /^(?:packet|radar)/;

/** Says why a diagram is not even tried; undefined if it is. */
export function whyNotDrawn(source: string): string | undefined {
  const lines = source.split('\n').length;
  const isLarge = source.length > mostCharacters || lines > mostLines || source.split(/[\n;&]/).length > mostParts;
  if (isLarge || source.split(/\s/).some(word => word.length > longestWord)) return 'It is too large.';
  if (connections(source) > mostConnections) return 'It has too many connections.';
  if (rowsBetween(source) > mostRowsBetween) return 'Its connections are too long.';
  const body = diagramBody(source);
  if (counting.test(body) && /\d{4}/.test(body)) return 'It asks for too many parts.';
  if (body.startsWith('block') && cells(body) > mostCells) return 'It asks for too many parts.';
  if (body.startsWith('gantt') && countedDays(body) > mostCountedDays) return 'It lasts too long.';
  return undefined;
}

/** `a & b --> c & d` are four. */
function connections(source: string): number {
  let count = 0;
  for (const line of source.split('\n')) {
    const ends = line.split(/(?:[<ox*|}.]*[-=.~]{2,}[->ox*|{.]*|-[->)x]+)/).map(end => end.split('&').length);
    for (let index = 1; index < ends.length; index++) count += (ends[index - 1] ?? 1) * (ends[index] ?? 1);
  }
  return count;
}

function rowsBetween(source: string): number {
  return sum(source.match(/[-=.~]{4,}/g) ?? [], ({ length }) => length - 3);
}

/** `space:9` and the like are as many as they say. */
function cells(body: string): number {
  return body.split(/\s+/).length + sum(body.match(/(?<=:)\d+/g) ?? [], Number);
}

/** Units of time, in days. */
const daysOf: Record<string, number> = {
  ms: 1 / 86_400_000,
  s: 1 / 86_400,
  m: 1 / 1440,
  h: 1 / 24,
  d: 1,
  w: 7,
  M: 31,
  y: 366,
};

/** How many days are looked at, at most, where some of them do not count. */
function countedDays(body: string): number {
  if (!/^\s*excludes/m.test(body)) return 0;
  const tasks = body.split('\n').filter(line => line.includes(':'));
  const years = (body.match(/\b\d{4}\b/g) ?? []).map(Number);
  // Other formats may mean any time.
  const span = /^\s*dateFormat\s+YYYY-MM-DD/m.test(body) ? Math.max(0, ...years) - Math.min(...years, 9999) + 1 : 100;
  const durations = body.matchAll(/\b(\d+(?:\.\d+)?)(ms|[smhdwMy])\b/g);
  const lasting = sum(durations, ([, number, unit = '']) => Number(number) * (daysOf[unit] ?? 0));
  return lasting + tasks.length * Math.max(1, span) * 366;
}

function sum<T>(list: Iterable<T>, size: (item: T) => number): number {
  let total = 0;
  for (const item of list) total += size(item);
  return total;
}
