import { createRandom } from '../random.ts';

/** What a made-up answer consists of. */
export type TextKind = 'mixed' | 'code' | 'list' | 'table' | 'paragraph';

/** A text, and where each of its tokens ends in it, in UTF-16 code units. */
export interface TokenizedText {
  text: string;
  ends: readonly number[];
}

/** A token of today's models is five characters of such text, give or take. */
export const charactersAToken = 5;

/** What a text of a kind begins with. */
const heads: Readonly<Record<TextKind, string>> = {
  mixed: '',
  code: '```ts\n',
  list: '- First.\n',
  table: '| Name | Kind | Count | Meaning |\n| --- | :-: | --: | --- |\n',
  paragraph: '',
};

/**
 * Makes up an answer of at least so many characters. Another seed gives another text, so that nothing can be fast because
 * it knows the text. Of code, lists, tables and paragraphs there is one, as long as it takes, and it is not ended.
 */
export function sampleText(kind: TextKind, seed: number, length: number): string {
  return heads[kind] + continuedText(kind, seed, length);
}

/**
 * A text of this kind in which every fifth word is a number such as `n17n`, counted from 0: by it one can tell what is on
 * the screen.
 */
export function numberedText(kind: TextKind, seed: number, length: number): string {
  return heads[kind] + continuedText(kind, seed, length, { numbered: true });
}

/** More of a text of this kind: of the same code block, list, table or paragraph. */
export function continuedText(kind: TextKind, seed: number, length: number, { numbered = false } = {}): string {
  const writer = new SampleWriter(seed, numbered);
  const parts: string[] = [];
  for (let sum = 0; sum < length; sum += parts.at(-1)?.length ?? 0) parts.push(writer.piece(kind));
  return parts.join('');
}

/** A table of so many rows. */
export function sampleTable(seed: number, rows: number): string {
  const writer = new SampleWriter(seed);
  return heads.table + Array.from({ length: rows }, () => writer.piece('table')).join('');
}

/** A short answer with everything in it that mixed text can have, code in each language included. */
export function firstAnswer(seed: number): string {
  const codes = languages.map(language => `\`\`\`${language}\n${continuedText('code', seed, 1500)}\`\`\`\n\n`);
  return `${sampleTable(seed, 3)}\n${sampleText('list', seed, 200)}\n${codes.join('')}${sampleText('mixed', seed, 2000)}`;
}

/** Cuts a text into pieces of a token's length, never within a character. */
export function tokenize(text: string, seed: number): TokenizedText {
  const random = createRandom(seed);
  const ends: number[] = [];
  let end = 0;
  while (end < text.length) {
    end = Math.min(end + 1 + Math.floor(random() * (2 * charactersAToken - 1)), text.length);
    const last = text.charCodeAt(end - 1);
    if (last >= 0xd800 && last < 0xdc00) end++;
    ends.push(end);
  }
  return { text, ends };
}

const syllables =
  'ba bre co da do fe fi gra gu ha ie ka le li lo ma me na ne o pa ple qua ra re sa se si sta te ti to tra u va ve wo yo'.split(
    ' ',
  );
const rarities = [
  'naïve',
  'Größe',
  '→',
  '你好',
  'かな',
  'да',
  '😀',
  '½',
  'e.g.',
  'R&D',
  'a < b',
  '3 * 4',
  'snake_case',
  '$5',
];
const languages = ['ts', 'ts', 'python', 'json', 'bash', ''];
const keywords = ['const', 'let', 'return', 'await', 'if', 'for', 'throw new', 'import', 'export', 'yield'];

/** Writes what models write, word by word. */
class SampleWriter {
  readonly #random: () => number;
  readonly #words: readonly string[];
  readonly #numbered: boolean;
  #wordCount = 0;

  constructor(seed: number, numbered = false) {
    this.#numbered = numbered;
    this.#random = createRandom(seed);
    this.#words = Array.from({ length: 2000 }, () => this.#newWord());
  }

  /** The next block, line, item, row or sentence. */
  piece(kind: TextKind): string {
    switch (kind) {
      case 'mixed':
        return this.#block();
      case 'code':
        return this.#codeLine();
      case 'list':
        return this.#listItem();
      case 'table':
        return this.#tableRow();
      case 'paragraph':
        return `${this.#sentence()} `;
    }
  }

  /** One block of an answer, with the blank line behind it. */
  #block(): string {
    const kind = this.#random();
    if (kind < 0.5) return `${this.#paragraph()}\n\n`;
    if (kind < 0.62) return `${'#'.repeat(this.#between(2, 4))} ${this.#phrase(this.#between(2, 7))}\n\n`;
    if (kind < 0.8) return `${this.#list()}\n`;
    if (kind < 0.92) return `${this.#code()}\n`;
    if (kind < 0.96) return `${this.#table()}\n`;
    return `> ${this.#paragraph().replaceAll('\n', '\n> ')}\n\n`;
  }

  #sentence(): string {
    const words: string[] = [];
    const count = this.#between(5, 22);
    while (words.length < count) words.push(this.#inline());
    const text = words.join(' ');
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}${this.#pick(['.', '.', '.', ':', '?', ' …'])}`;
  }

  #codeLine(): string {
    const indent = '  '.repeat(this.#between(0, 4));
    const kind = this.#random();
    if (kind < 0.08) return '\n';
    if (kind < 0.16) return `${indent}// ${this.#phrase(this.#between(3, 10))}\n`;
    if (kind < 0.26) return `${indent}}\n`;
    if (kind < 0.36) return `${indent}function ${this.#name()}(${this.#name()}: ${this.#type()}): ${this.#type()} {\n`;
    if (kind < 0.5)
      return `${indent}${this.#name()}.${this.#name()}('${this.#phrase(2)}', ${this.#between(0, 5000)});\n`;
    if (kind < 0.6) return `${indent}const ${this.#name()} = \`\${${this.#name()}}: ${this.#phrase(3)}\`;\n`;
    return `${indent}${this.#pick(keywords)} ${this.#name()} = ${this.#name()}[${this.#between(0, 99)}] ?? ${this.#name()};\n`;
  }

  #listItem(): string {
    return `${'  '.repeat(this.#between(0, 3))}- ${this.#inlines(this.#between(4, 22))}\n`;
  }

  #tableRow(): string {
    const cells = [
      `\`${this.#name()}\``,
      this.#word(),
      String(this.#between(1, 99_999)),
      this.#inlines(this.#between(4, 11)),
    ];
    return `| ${cells.join(' | ')} |\n`;
  }

  #paragraph(): string {
    const sentences = Array.from({ length: this.#between(1, 6) }, () => this.#sentence());
    return sentences.join(this.#random() < 0.15 ? '\n' : ' ');
  }

  #list(): string {
    const ordered = this.#random() < 0.4;
    const count = this.#between(2, 9);
    let items = '';
    for (let number = 1; number <= count; number++) {
      const marker = ordered ? `${number}.` : '-';
      items += `${marker} ${this.#inlines(this.#between(3, 20))}\n`;
      if (this.#random() < 0.2) items += `${' '.repeat(marker.length + 1)}- ${this.#inlines(this.#between(3, 10))}\n`;
    }
    return items;
  }

  #code(): string {
    const language = this.#pick(languages);
    const lines = Array.from({ length: this.#between(3, 40) }, () => this.#codeLine());
    return `\`\`\`${language}\n${lines.join('')}\`\`\`\n`;
  }

  #table(): string {
    const rows = Array.from({ length: this.#between(2, 12) }, () => this.#tableRow());
    return heads.table + rows.join('');
  }

  #inlines(count: number): string {
    return Array.from({ length: count }, () => this.#inline()).join(' ');
  }

  /** A word, or several in some markup. */
  #inline(): string {
    const kind = this.#random();
    if (kind < 0.88) return this.#word() + (this.#random() < 0.08 ? ',' : '');
    if (kind < 0.91) return `**${this.#phrase(this.#between(1, 3))}**`;
    if (kind < 0.93) return `*${this.#phrase(this.#between(1, 3))}*`;
    if (kind < 0.96) return `\`${this.#name()}()\``;
    if (kind < 0.97) return `[${this.#phrase(2)}](https://example.com/${this.#word()})`;
    return this.#pick(rarities);
  }

  #phrase(count: number): string {
    return Array.from({ length: count }, () => this.#word()).join(' ');
  }

  #name(): string {
    const second = this.#word();
    return `${this.#word()}${second.charAt(0).toUpperCase()}${second.slice(1)}`;
  }

  #type(): string {
    return this.#pick(['string', 'number', 'boolean', 'readonly string[]', 'Map<string, number>', 'unknown']);
  }

  #word(): string {
    const index = this.#wordCount++;
    if (this.#numbered && index % 5 === 0) return `n${index / 5}n`;
    return this.#pick(this.#words);
  }

  #newWord(): string {
    return Array.from({ length: this.#between(1, 4) }, () => this.#pick(syllables)).join('');
  }

  #pick(items: readonly string[]): string {
    return items[Math.floor(this.#random() * items.length)] ?? '';
  }

  /** A whole number from `low` to `high`, both inclusive. */
  #between(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1));
  }
}
