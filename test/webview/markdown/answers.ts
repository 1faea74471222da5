/** Text in the style of models' answers, made anew from a seed: what renders well must not be what was tuned to. */

const nouns =
  'buffer cache client cursor editor event file frame header index key line loop message model node option panel parser path queue request response server session stream string table thread timer token tree value view window worker'.split(
    ' ',
  );
const verbs =
  'adds awaits calls checks clears closes copies counts drops emits fails holds keeps loads maps moves needs opens parses pauses reads renders resets returns runs saves sends sets skips splits starts stops stores takes throws updates waits writes'.split(
    ' ',
  );
const adverbs =
  'again already always early first here late later never now often once only rarely soon then there twice usually'.split(
    ' ',
  );

type Random = () => number;

function pick<T>(from: readonly T[], random: Random): T {
  const item = from[Math.floor(random() * from.length)];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
}

function many(least: number, most: number, random: Random): number[] {
  return Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, (_, index) => index);
}

function phrase(random: Random, length = 2 + Math.floor(random() * 3)): string {
  return Array.from({ length }, () => pick(random() < 0.6 ? nouns : adverbs, random)).join(' ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What is seen once in a while. */
const rare: readonly ((random: Random) => string)[] = [
  random => `Map<${pick(nouns, random)}, ${pick(nouns, random)}>`,
  random => `${pick(nouns, random)} < ${Math.floor(random() * 9)} && ${pick(nouns, random)} > 0`,
  random => `the “[${pick(nouns, random)}]” flag (${phrase(random)})`,
  random => `as [${Math.floor(random() * 9)}] says`,
  random => `[${pick(nouns, random)}] (${phrase(random)})`,
  random => `[${phrase(random)}][${pick(nouns, random)}]`,
  random =>
    `[\`${pick(nouns, random)}\` ${phrase(random)}](https://example.com/${pick(nouns, random)}_(${pick(nouns, random)}) "${phrase(random)}")`,
  random => `**[${phrase(random)}](https://example.com/${pick(nouns, random)})**`,
  random => `__${phrase(random)}__ and ${pick(nouns, random)}_${pick(nouns, random)}_${pick(nouns, random)}`,
  random => `**${phrase(random)} \`${pick(nouns, random)}\` ${phrase(random)}**`,
  random => `**${phrase(random)} *${phrase(random)}* ${phrase(random)}**`,
  random => `**${capital(phrase(random))}:** ${phrase(random)}`,
  random => `AT&amp;T &mdash; ${phrase(random)} R&D`,
  random => `C:\\\\${pick(nouns, random)}\\${pick(nouns, random)} and \\*${pick(nouns, random)}\\*`,
  random => `\`\` \`${pick(nouns, random)}\` \`\``,
  random => `<https://example.com/${pick(nouns, random)}>`,
  random => `${pick(nouns, random)}@example.com`,
  random => `www.example.com/${pick(nouns, random)}`,
  random => `${phrase(random)}<br>${phrase(random)}`,
  random => `\`${pick(nouns, random)} ${phrase(random)}\n${pick(nouns, random)}\` ${phrase(random)}`,
  random => `${phrase(random)}  \n${phrase(random)}`,
  random =>
    `2^${Math.floor(random() * 9)} = ${Math.floor(random() * 99)}, ~${Math.floor(random() * 99)} ms, ${Math.floor(random() * 9)}*${Math.floor(random() * 9)}`,
  random => `${pick(nouns, random)} -> ${pick(nouns, random)} => ${pick(nouns, random)}`,
  random => `![${phrase(random)}](https://example.com/${pick(nouns, random)}.png)`,
];

/** A piece of a sentence, with the markup that models like. */
function piece(random: Random): string {
  const kinds: readonly (() => string)[] = [
    () => `the ${pick(nouns, random)} ${pick(verbs, random)} ${pick(adverbs, random)}`,
    () => `a ${pick(nouns, random)} of ${Math.floor(random() * 900)} ${pick(nouns, random)}s`,
    () => `**${phrase(random)}** ${pick(verbs, random)} it`,
    () => `\`${pick(nouns, random)}.${pick(verbs, random)}(${pick(nouns, random)}[0])\``,
    () => `*${phrase(random, 1)}* or _${phrase(random, 2)}_`,
    () =>
      `see [the ${pick(nouns, random)} ${pick(nouns, random)}](https://example.com/${pick(nouns, random)}#${pick(verbs, random)})`,
    () => `\`${pick(nouns, random)}_${pick(nouns, random)}\` (about ${(random() * 100).toFixed(1)}%)`,
    () => `**\`${pick(nouns, random)}\`** ${pick(verbs, random)}`,
    () => `${Math.floor(random() * 9)} * ${Math.floor(random() * 9)} is less than ${Math.floor(random() * 99)}`,
    () => `~~${phrase(random, 2)}~~ ${phrase(random, 2)}`,
    () => `at https://example.com/${pick(nouns, random)} there is more`,
    () => `${pick(nouns, random)}[${Math.floor(random() * 9)}] is ${pick(adverbs, random)} \`null\``,
    () => `***${phrase(random, 2)}*** counts`,
    () => `“${phrase(random, 3)}” costs $${Math.floor(random() * 90)}`,
    () => pick(rare, random)(random),
  ];
  // Plain words are far more common than all the rest.
  return random() < 0.55 ? pick(kinds.slice(0, 2), random)() : pick(kinds, random)();
}

function sentence(random: Random): string {
  return `${capital(
    many(1, 3, random)
      .map(() => piece(random))
      .join(pick([', ', ' and ', ' — ', '; '], random)),
  )}${pick(['.', '.', '.', ':', '!'], random)}`;
}

function paragraph(random: Random): string {
  return many(1, 4, random)
    .map(() => sentence(random))
    .join(random() < 0.1 ? '\n' : ' ');
}

function code(random: Random, indent = ''): string {
  const lines = many(3, 9, random).flatMap(() => [
    `const ${pick(nouns, random)} = ${pick(nouns, random)}.${pick(verbs, random)}('${pick(nouns, random)}');`,
    ...(random() < 0.3
      ? [
          `if (${pick(nouns, random)} < ${Math.floor(random() * 99)}) {`,
          `  return \`\${${pick(nouns, random)}}*\`;`,
          '}',
          '',
        ]
      : []),
  ]);
  const text = [`\`\`\`${pick(['ts', 'js', 'python', 'sh', ''], random)}`, ...lines, '```'];
  return text.map(line => (line === '' ? '' : indent + line)).join('\n');
}

function item(random: Random): string {
  const kind = random();
  if (kind < 0.4) return `**${capital(phrase(random))}**: ${sentence(random)}`;
  if (kind < 0.6) return `\`${pick(nouns, random)}.ts\` – ${phrase(random)}`;
  return sentence(random);
}

function list(random: Random): string {
  const ordered = random() < 0.4;
  const loose = random() < 0.3;
  const bullet = pick(['- ', '- ', '- ', '* ', '+ ', '-   '], random);
  const mark = (index: number) => (ordered ? `${index + 1}. ` : bullet);
  return many(2, 6, random)
    .map(index => {
      const marker = mark(index);
      const indent = ' '.repeat(marker.length);
      const nested =
        random() < 0.25
          ? `\n${many(1, 3, random)
              .map(() => `${indent}- ${item(random)}`)
              .join('\n')}`
          : '';
      const block = random() < 0.08 ? `\n${loose ? '\n' : ''}${code(random, indent)}` : '';
      return marker + item(random) + nested + block;
    })
    .join(loose ? '\n\n' : '\n');
}

function tasks(random: Random): string {
  return many(2, 5, random)
    .map(() => `- [${random() < 0.5 ? 'x' : ' '}] ${item(random)}`)
    .join('\n');
}

function table(random: Random): string {
  const columns = many(2, 4, random);
  const row = (cell: () => string) => `| ${columns.map(cell).join(' | ')} |`;
  const cells = [
    () => phrase(random, 2),
    () => `\`${pick(nouns, random)}\``,
    () => String(Math.floor(random() * 9999)),
    () => `**${phrase(random, 1)}**`,
  ];
  return [
    row(() => capital(pick(nouns, random))),
    row(() => pick(['---', ':---', '---:', ':-:', '------'], random)),
    ...many(2, 7, random).map(() => row(() => pick(cells, random)())),
  ].join('\n');
}

function heading(random: Random): string {
  return `${pick(['#', '##', '##', '###', '###'], random)} ${pick(['', '', '1. ', '2) '], random)}${capital(phrase(random))}${random() < 0.2 ? ` with \`${pick(nouns, random)}\`` : ''}`;
}

/** Blocks that models write seldom. */
function oddity(random: Random): string {
  const pipe = () => `${phrase(random, 1)} | ${phrase(random, 1)}`;
  const kinds: readonly (() => string)[] = [
    () => `${capital(phrase(random))}\n${'-'.repeat(9)}`,
    () => `~~~\n${phrase(random)}\n~~~`,
    () => `\`\`\`\`md\n# ${phrase(random)}\n\n${code(random)}\n\`\`\`\``,
    () => `    ${phrase(random)}\n    ${phrase(random)}`,
    () => `${pipe()}\n--- | ---\n${pipe()}\n${pipe()}`,
    () => `> ${sentence(random)}\n>\n> - ${item(random)}\n> - ${item(random)}`,
    () => `[${pick(nouns, random)}]: https://example.com/${pick(nouns, random)}`,
    () => `${sentence(random)}\n***\n${sentence(random)}`,
    () => `**${capital(phrase(random))}**\n- ${item(random)}\n- ${item(random)}`,
    () => `<details>\n<summary>${phrase(random)}</summary>\n\n${sentence(random)}\n\n</details>`,
    () => `- ${item(random)}\n\n  ${paragraph(random)}\n\n  > ${sentence(random)}`,
    () => `10. ${item(random)}\n11. ${item(random)}`,
  ];
  return pick(kinds, random)();
}

function quote(random: Random): string {
  return random() < 0.5 ? `> ${sentence(random)}\n> ${sentence(random)}` : `> **Note**: ${sentence(random)}`;
}

/** An answer of `size` characters or a little more: sections with paragraphs, lists, tables, code and quotes. */
export function answer(size: number, random: Random): string {
  const blocks = [
    paragraph,
    paragraph,
    paragraph,
    list,
    list,
    code,
    table,
    tasks,
    quote,
    oddity,
    () => '---',
    (made: Random) => `**${capital(phrase(made))}**`,
  ];
  let text = `${paragraph(random)}\n\n`;
  while (text.length < size) {
    text += `${heading(random)}\n\n`;
    for (const _ of many(2, 5, random)) text += `${pick(blocks, random)(random)}\n\n`;
  }
  return `${text}${sentence(random)}`;
}

/** A text of one kind only, of `size` characters or a little more. */
export const forms: Readonly<Record<string, (size: number, random: Random) => string>> = {
  mixed: answer,
  code: (size, random) => `\`\`\`ts\n${repeat(size, () => `  ${pick(verbs, random)}(${phrase(random)});\n`)}\`\`\`\n`,
  list: (size, random) => repeat(size, () => `- ${item(random)}\n`),
  'loose list': (size, random) => repeat(size, index => `${index + 1}. ${item(random)}\n\n`),
  'deep list': (size, random) => repeat(size, index => `${'  '.repeat(index % 12)}- ${item(random)}\n`),
  table: (size, random) =>
    `| A | B | C |\n| :-- | --: | - |\n${repeat(size, index => `| ${phrase(random)} | ${index} | \`${pick(nouns, random)}\` |\n`)}`,
  quote: (size, random) => repeat(size, index => `> ${sentence(random)}\n${index % 9 === 8 ? '>\n' : ''}`),
  'soft-broken paragraph': (size, random) => repeat(size, () => `${phrase(random, 9)}, ${phrase(random, 4)}\n`),
};

/** One paragraph without a line break; `stray` is put into it now and then. */
export function giantParagraph(size: number, random: Random, stray = ''): string {
  return repeat(size, index => `${sentence(random)}${stray !== '' && index % 5 === 0 ? ` ${stray}` : ''} `).trimEnd();
}

function repeat(size: number, make: (index: number) => string): string {
  const made: string[] = [];
  for (let length = 0; length < size; length += made.at(-1)?.length ?? 0) made.push(make(made.length));
  return made.join('');
}
