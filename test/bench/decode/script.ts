import { createRandom } from '../random.ts';

/** What a model says, cut into pieces as a model does: what every format's stream is made of. */
export interface Script {
  reasoning: readonly string[];
  text: readonly string[];
  toolName: string;
  /** Pieces of one JSON object. */
  toolArguments: readonly string[];
}

/** An answer as one text each, to compare what different clients made of the same stream. */
export interface Answer {
  text: string;
  reasoning: string;
  argumentsText: string;
}

/** How many pieces of what. */
export interface ScriptSize {
  reasoning: number;
  text: number;
  toolArguments: number;
}

/**
 * Makes up an answer. Another seed gives other words, so that nothing can be fast because it knows the text.
 *
 * The pieces are of the lengths tokens have, with what has to be escaped in JSON and what is more than one byte in UTF-8.
 */
export function createScript(seed: number, size: ScriptSize): Script {
  const random = createRandom(seed);
  const words = Array.from({ length: 3000 }, () => makeWord(random));
  const piece = () => makePiece(random, words);
  return {
    reasoning: Array.from({ length: size.reasoning }, piece),
    text: Array.from({ length: size.text }, piece),
    toolName: 'write_file',
    toolArguments: makeArguments(size.toolArguments, piece),
  };
}

/** What a client should make of a stream of this script. */
export function answerOf({ reasoning, text, toolArguments }: Script): Answer {
  return { text: text.join(''), reasoning: reasoning.join(''), argumentsText: toolArguments.join('') };
}

/** How many deltas there are to be shown. */
export function pieceCount({ reasoning, text, toolArguments }: Script): number {
  return reasoning.length + text.length + toolArguments.length;
}

const onsets = [
  'b',
  'br',
  'c',
  'd',
  'f',
  'gr',
  'h',
  'k',
  'l',
  'm',
  'n',
  'p',
  'pl',
  'r',
  's',
  'st',
  't',
  'th',
  'v',
  'w',
];
const vowels = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'ou'];
const codas = ['', '', '', 'n', 'r', 's', 't', 'nd', 'ng', 'ck'];
const marks = [
  '.',
  ',',
  ',',
  ':',
  ';',
  ' (',
  ')',
  '.\n\n',
  '\n',
  '\n- ',
  ' “',
  '”',
  '**',
  '`',
  ' =',
  ' {\n',
  '    ',
  '\t',
];
const rarities = [
  '"',
  '\\n',
  '\\',
  'é',
  'ß',
  ' žl',
  '你',
  '好吗',
  'で',
  ' 안',
  ' да',
  '😀',
  '👩‍💻',
  ' → ',
  '½',
  '</',
  ' 0x1f',
  '2026',
];

function pick<Item>(random: () => number, items: readonly Item[], otherwise: Item): Item {
  return items[Math.floor(random() * items.length)] ?? otherwise;
}

function makeWord(random: () => number): string {
  let word = '';
  const syllables = 1 + Math.floor(random() * 3);
  for (let count = 0; count < syllables; count++) {
    word += pick(random, onsets, '') + pick(random, vowels, '') + pick(random, codas, '');
  }
  return word;
}

function makePiece(random: () => number, words: readonly string[]): string {
  const kind = random();
  if (kind < 0.72) return ` ${pick(random, words, '')}`;
  if (kind < 0.8) return pick(random, words, '').slice(-4);
  if (kind < 0.96) return pick(random, marks, '');
  return pick(random, rarities, '');
}

/** A JSON object whose one text is long, cut anywhere but within an escape. */
function makeArguments(count: number, piece: () => string): string[] {
  if (count < 2) return count === 1 ? ['{}'] : [];
  const inner = Array.from({ length: count - 2 }, () => JSON.stringify(piece()).slice(1, -1));
  return ['{"content":"', ...inner, '"}'];
}
