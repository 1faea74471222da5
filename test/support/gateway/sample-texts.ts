/** What most answers begin with: none of them has anything to do with the question. */
const NOTE = '*Sample gateway: a scripted answer, not a model.*\n\n';

/** All markdown, by model id. */
const TEXTS = {
  'sample/markdown': `# How a stream reaches you

An answer does not arrive as one text. The server sends **small pieces**, a few characters each, and the panel shows every piece as soon as it is there. So you can read along, and stop when you have seen enough.

## What happens on the way

1. The request goes out and the connection stays open.
2. Each piece comes as an *event*: a line that begins with \`data:\`.
3. The last event says why the model stopped.

Some things to keep in mind:

- A piece can end in the middle of a word, or of a markdown marker.
- Silence is not the end. A model may think for a while.
  - The state line tells you how long nothing has come.
  - After a while the connection is given up, and what came is kept.
- Letters like ä, 漢字 and 👩‍💻 take several bytes, and a network may cut between them.

> A good stream reads like someone writing: steady, and never taking back a word.

Here is the smallest reader that does it right:

\`\`\`ts
const decoder = new TextDecoder();
for await (const bytes of response.body) {
  show(decoder.decode(bytes, { stream: true }));
}
\`\`\`

| Words | Meaning |
| --- | --- |
| waiting for the first token… | the request is sent, nothing has come back |
| streaming… | text is arriving |
| no data for 12 s… | the connection stands, but nothing comes |

More on events in the [HTML standard](https://html.spec.whatwg.org/multipage/server-sent-events.html).
`,

  'sample/prose': `The morning train was late, as it had been all week, and nobody on the platform seemed to mind. A man in a grey coat read the same page of his newspaper twice. Two children counted the wagons of a freight train that rolled through without stopping, lost count at thirty, and began again.

When the express came at last, its windows were lit although the sun was up. The doors opened, a few people got out, and for a moment the platform was full of greetings. Then the whistle went, and it was quiet again except for the pigeons.
`,

  'sample/code': `Here is a function that splits a list into groups of the same size:

\`\`\`ts
/** Splits \`items\` into groups of \`size\`; the last one may be shorter. */
export function chunk<T>(items: readonly T[], size: number): T[][] {
  if (size < 1) throw new RangeError('size must be at least 1');
  const groups: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    groups.push(items.slice(start, start + size));
  }
  return groups;
}
\`\`\`

And a test for it:

\`\`\`ts
test('the last group may be shorter', () => {
  expect(chunk([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
});
\`\`\`
`,

  'sample/code-only': `\`\`\`ts
export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
\`\`\`
`,

  'sample/list': `To set up a new machine:

1. Install the tools.
   - a compiler
   - a version control client
   - an editor
2. Clone the repository.
3. Run the checks:
   1. format and lint
   2. types
   3. tests
4. Read the contributing guide.

- [x] account created
- [ ] access requested
- [ ] first change merged
`,

  'sample/table': `| Language | Typing | Compiled | Year |
| :--- | :---: | :---: | ---: |
| C | static | yes | 1972 |
| Python | dynamic | no | 1991 |
| TypeScript | static | to JavaScript | 2012 |
| Rust | static | yes | 2015 |

The years are those of the first public release.
`,

  'sample/fast': `This answer comes **as fast as the connection allows**. It is short, and ends here.
`,

  'sample/unicode': `Grüße aus Köln · 日本語 · Ελληνικά · עברית · 👩‍💻🏳️‍🌈 · 𝕏²
`,

  'sample/long': longText(),
};

/** Answers that are the same to the letter as what is asked for, such as code alone. */
const WITHOUT_NOTE: readonly string[] = ['sample/code-only', 'sample/fast', 'sample/unicode'];

/** What the sample models answer, by model id. */
export const SAMPLE_TEXTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(TEXTS).map(([model, text]) => [model, WITHOUT_NOTE.includes(model) ? text : NOTE + text]),
);

/** What a fault answers with, as far as it answers: without the note, or some would not get further than that. */
export const FAULT_TEXT = TEXTS['sample/markdown'];

/** What \`sample/reasoning\` thinks before it answers. */
export const REASONING_TEXT =
  'The question asks for a comparison. First I list what both have in common, then where they differ, and then I choose.';

/** About 2,000 tokens of varied markdown. */
function longText(): string {
  const parts = ['# Notes on twenty small tools\n'];
  for (let number = 1; number <= 20; number++) {
    parts.push(
      `## ${number}. Tool number ${number}\n`,
      `The tool does one thing: it reads its input line by line and writes what the rule of *step ${number}* makes of it. ` +
        `It keeps nothing in memory but the current line, so the size of the input does not matter.\n`,
      `- started with \`tool-${number} --input file.txt\`\n- stops at the first error\n- exit status **${number % 3}** in the example below\n`,
    );
    if (number % 4 === 0) parts.push(`\`\`\`sh\ntool-${number} --input notes.txt | sort | uniq --count\n\`\`\`\n`);
    if (number % 5 === 0)
      parts.push(
        `| lines | seconds |\n| ---: | ---: |\n| ${number}000 | 0.${number} |\n| ${number}0000 | ${number}.1 |\n`,
      );
  }
  parts.push('That is all of them.\n');
  return parts.join('\n');
}
