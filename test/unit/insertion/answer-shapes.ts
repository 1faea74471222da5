/** An answer, where it goes, and what is to be there then. */
export interface AnswerShape {
  name: string;
  answer: string;
  /** The text that goes into the document; its lines separated by LF, whatever the document's ending is. */
  expected: string;
  /** VS Code's language id; `typescript` if absent. */
  language?: string;
  /** White space before the cursor on its line; none if absent. */
  baseIndent?: string;
  /** Spaces of a level, or a tab; 2 spaces if absent. */
  indent?: number | 'tab';
  /** LF if absent. */
  eol?: '\r\n';
}

/** Joins lines by LF. */
const lines = (...all: string[]) => all.join('\n');

const add = lines('function add(a: number, b: number) {', '  return a + b;', '}');
const fencedAdd = `\`\`\`ts\n${add}\n\`\`\``;

const proseAround: AnswerShape[] = [
  { name: 'a block alone', answer: fencedAdd, expected: add },
  { name: 'a block and a final line feed', answer: `${fencedAdd}\n`, expected: add },
  { name: 'prose before', answer: `Here is the function:\n\n${fencedAdd}\n`, expected: add },
  { name: 'prose after', answer: `${fencedAdd}\n\nIt adds two numbers.\n`, expected: add },
  {
    name: 'prose before and after',
    answer: `Sure! Here it is:\n\n${fencedAdd}\n\n**Explanation**\n\n- It adds \`a\` and \`b\`.\n`,
    expected: add,
  },
  { name: 'no blank line around', answer: `Here:\n${fencedAdd}\nDone.`, expected: add },
  { name: 'a heading before', answer: `# Solution\n\n${fencedAdd}`, expected: add },
  {
    name: 'a list before',
    answer: `I will:\n\n1. take two numbers\n2. add them\n\n${fencedAdd}`,
    expected: add,
  },
  {
    name: 'an explanation longer than is held back',
    answer: `${'To add two numbers, one needs a function that takes both of them. '.repeat(30)}\n\n${fencedAdd}\n\nThat is all.`,
    expected: add,
  },
  {
    name: 'an explanation of many lines, longer than is held back',
    answer: `${'To add two numbers, one needs a function.\n'.repeat(60)}\n${fencedAdd}`,
    expected: add,
  },
  { name: 'inline code in the prose before', answer: `Use \`add(a, b)\`:\n\n${fencedAdd}`, expected: add },
  {
    name: 'inline code with three backticks in the prose before',
    answer: `Use \`\`\`add(a, b)\`\`\` so:\n\n${fencedAdd}`,
    expected: add,
  },
  {
    name: 'thoughts before',
    answer: `<think>\nThe user wants:\n\`\`\`ts\nconst wrong = 1;\n\`\`\`\n</think>\n\nHere it is:\n${fencedAdd}`,
    expected: add,
  },
  { name: 'thoughts whose beginning was cut off', answer: `So be it.\n</think>\n${fencedAdd}`, expected: add },
  {
    name: 'thoughts and code without a fence',
    answer: '<thinking>a</thinking>\nconst a = 1;\n',
    expected: 'const a = 1;\n',
  },
  { name: 'thoughts that never end', answer: '<think>\nconst a = 1;\n```ts\na\n```\n', expected: '' },
];

const fences: AnswerShape[] = [
  { name: 'no language', answer: '```\nconst a = 1;\n```', expected: 'const a = 1;' },
  { name: 'white space before the language', answer: '``` ts\nconst a = 1;\n```', expected: 'const a = 1;' },
  { name: 'four backticks', answer: '````ts\nconst a = `\n```\n`;\n````\nEnd.', expected: 'const a = `\n```\n`;' },
  { name: 'tildes', answer: '~~~ts\nconst a = 1;\n~~~\nEnd.', expected: 'const a = 1;' },
  {
    name: 'backticks within tildes',
    answer: '~~~ts\n// ```\nconst a = 1;\n```\n~~~',
    expected: '// ```\nconst a = 1;\n```',
  },
  { name: 'tildes do not close backticks', answer: '```ts\n~~~\n```', expected: '~~~' },
  { name: 'a longer closing fence', answer: '```ts\nconst a = 1;\n`````\nEnd.', expected: 'const a = 1;' },
  {
    name: 'white space behind the closing fence',
    answer: '```ts\nconst a = 1;\n```  \nEnd.',
    expected: 'const a = 1;',
  },
  { name: 'never closed', answer: `Here:\n\`\`\`ts\n${add}\n`, expected: add },
  { name: 'never closed, without a final line feed', answer: `\`\`\`ts\n${add}`, expected: add },
  {
    name: 'a closing fence glued to the code',
    answer: '```ts\nfoo();\nbar();```\nThat is it.',
    expected: 'foo();\nbar();',
  },
  { name: 'a closing fence glued to the code at the end', answer: '```ts\nfoo();```', expected: 'foo();' },
  {
    name: 'backticks in comments and strings',
    answer: "```ts\n/** ```\n * foo() ```\n */\nconst a = '```';\nconst b = `\\`\\`\\``;\n```",
    expected: "/** ```\n * foo() ```\n */\nconst a = '```';\nconst b = `\\`\\`\\``;",
  },
  { name: 'an indented fence', answer: '  ```ts\n  if (a) {\n    b();\n  }\n  ```', expected: 'if (a) {\n  b();\n}' },
  {
    name: 'a fence in a list item',
    answer: '1. Add this:\n\n   ```ts\n   if (a) {\n     b();\n   }\n   ```\n\n2. Run it.',
    expected: 'if (a) {\n  b();\n}',
  },
  { name: 'a fence behind a bullet', answer: '- ```ts\n  a();\n  ```\n- Done.', expected: 'a();' },
  {
    name: 'a fence in a quote',
    answer: '> Here:\n>\n> ```ts\n> a();\n>\n> b();\n> ```\n\nEnd.',
    expected: 'a();\n\nb();',
  },
  { name: 'an empty block', answer: 'Nothing is needed:\n\n```ts\n```\n', expected: '' },
  { name: 'an empty block before the real one', answer: '```ts\n```\n\n```ts\na();\n```\n', expected: 'a();' },
  {
    name: 'the language on the line below the fence',
    answer: '```\ntypescript\nconst a = 1;\n```',
    expected: 'const a = 1;',
  },
  {
    name: 'a word on the line below the fence that is code',
    answer: '```\npython\n```',
    language: 'shellscript',
    expected: 'python',
  },
  { name: 'a file name behind the language', answer: '```ts src/a.ts\nconst a = 1;\n```', expected: 'const a = 1;' },
  {
    name: 'a title behind the language',
    answer: '```ts title="src/a.ts"\nconst a = 1;\n```',
    expected: 'const a = 1;',
  },
  { name: 'a file name for a language', answer: '```src/a.ts\nconst a = 1;\n```', expected: 'const a = 1;' },
  {
    name: 'CRLF',
    answer: 'Here:\r\n\r\n```ts\r\nif (a) {\r\n  b();\r\n}\r\n```\r\nEnd.\r\n',
    expected: 'if (a) {\n  b();\n}',
  },
];

const importBlock = "```ts\nimport { a } from './a.ts';\n```";

const severalBlocks: AnswerShape[] = [
  {
    name: 'an example of use after it',
    answer: `${fencedAdd}\n\nUsage:\n\n\`\`\`ts\nadd(1, 2);\n\`\`\`\n`,
    expected: add,
  },
  { name: 'an alternative', answer: '```ts\na();\n```\n\nOr, shorter:\n\n```ts\nb();\n```\n', expected: 'a();' },
  { name: 'an output', answer: '```ts\na();\n```\n\nwhich prints\n\n```\n1\n```\n', expected: 'a();' },
  {
    name: 'some prose and another block',
    answer: '```ts\na();\n```\n\nThis is it.\n\n```ts\nb();\n```\n',
    expected: 'a();',
  },
  {
    name: 'a second part',
    answer: '```ts\na();\n```\n\nThen the rest:\n\n```ts\nb();\n```\n\nAnd finally:\n\n```ts\nc();\n```\n\nDone.\n',
    expected: 'a();\n\nb();\n\nc();',
  },
  {
    name: 'numbered parts',
    answer: '1. First\n```ts\na();\n```\n2. Second\n```ts\nb();\n```\n',
    expected: 'a();\n\nb();',
  },
  { name: 'blocks with nothing between', answer: '```ts\na();\n```\n\n```ts\nb();\n```', expected: 'a();\n\nb();' },
  {
    name: 'imports, and what they are for',
    answer: `First the import:\n\n${importBlock}\n\nThe function itself:\n\n\`\`\`ts\na();\n\`\`\`\n`,
    expected: "import { a } from './a.ts';\n\na();",
  },
  { name: 'imports only', answer: `${importBlock}\n\nThat is all.`, expected: "import { a } from './a.ts';" },
  {
    name: 'parts of two files',
    answer: '```ts a.ts\na();\n```\n\n```ts b.ts\nb();\n```\n',
    expected: 'a();',
  },
  {
    name: 'a command before it',
    answer: `Install it:\n\n\`\`\`bash\nnpm install adder\n\`\`\`\n\nThen:\n\n${fencedAdd}\n`,
    expected: add,
  },
  {
    name: 'a command without a label before it',
    answer: `Install it:\n\n\`\`\`\nnpm install adder\n\`\`\`\n\nThen:\n\n${fencedAdd}\n`,
    expected: add,
  },
  { name: 'a command and nothing else', answer: 'Run this:\n\n```bash\nnpm test\n```\n', expected: 'npm test' },
  {
    name: 'a command that was asked for',
    answer: '```bash\nnpm ci\n```\n\nThen:\n```ts\na();\n```',
    language: 'shellscript',
    expected: 'npm ci',
  },
  { name: 'settings before it', answer: '```json\n{ "a": 1 }\n```\n\n```ts\na();\n```\n', expected: 'a();' },
  { name: 'JavaScript for TypeScript', answer: '```js\na();\n```\n', expected: 'a();' },
  { name: 'styles within HTML', answer: '```css\na { b: c }\n```\n', language: 'html', expected: 'a { b: c }' },
  { name: 'a language nobody knows', answer: '```foolang\na\n```\n\n```ts\nb\n```', expected: 'a' },
  {
    name: 'a long block in another language is meant',
    answer: `\`\`\`json\n${'{ "a": 1 },\n'.repeat(300)}\`\`\`\n\n\`\`\`ts\na();\n\`\`\``,
    expected: '{ "a": 1 },\n'.repeat(300).trimEnd(),
  },
];

const nested: AnswerShape[] = [
  {
    name: 'a fence in a docstring',
    answer: '```python\ndef f():\n    """Use it so:\n\n    ```\n    f()\n    ```\n    """\n    return 1\n```\nEnd.',
    language: 'python',
    indent: 4,
    expected: 'def f():\n    """Use it so:\n\n    ```\n    f()\n    ```\n    """\n    return 1',
  },
  {
    name: 'a fence in a doc comment',
    answer: '```rust\n/// ```\n/// f();\n/// ```\nfn f() {}\n```',
    language: 'rust',
    indent: 4,
    expected: '/// ```\n/// f();\n/// ```\nfn f() {}',
  },
  {
    name: 'a Markdown document in a block',
    answer: 'Here is the document:\n\n```markdown\n# A\n\n```sh\nls\n```\n\nEnd\n```\nDone.',
    language: 'markdown',
    expected: '# A\n\n```sh\nls\n```\n\nEnd',
  },
  {
    name: 'Markdown without a fence',
    answer: '# A\n\n```sh\nls\n```\n\nEnd\n',
    language: 'markdown',
    expected: '# A\n\n```sh\nls\n```\n\nEnd\n',
  },
  {
    name: 'a Markdown paragraph',
    answer: 'Here the story begins.\n\nIt was night.',
    language: 'markdown',
    expected: 'Here the story begins.\n\nIt was night.',
  },
  {
    name: 'a Markdown block in four backticks',
    answer: '````md\n```ts\na\n```\n````',
    language: 'markdown',
    expected: '```ts\na\n```',
  },
];

const unfenced: AnswerShape[] = [
  { name: 'code without a fence', answer: 'const a = 1;\n\nb();\n', expected: 'const a = 1;\n\nb();\n' },
  { name: 'code without a fence, CRLF', answer: 'const a = 1;\r\n\r\nb();\r\n', expected: 'const a = 1;\n\nb();\n' },
  { name: 'one call', answer: 'foo(1)', expected: 'foo(1)' },
  {
    name: 'a page',
    answer: '<!DOCTYPE html>\n<p>Hi.</p>\n',
    language: 'html',
    expected: '<!DOCTYPE html>\n<p>Hi.</p>\n',
  },
  {
    name: 'a comment first',
    answer: '# Adds two numbers.\ndef add(a, b):\n    return a + b\n',
    language: 'python',
    indent: 4,
    expected: '# Adds two numbers.\ndef add(a, b):\n    return a + b\n',
  },
  { name: 'YAML', answer: 'name: ci\non: push\n', language: 'yaml', expected: 'name: ci\non: push\n' },
  { name: 'SQL', answer: 'SELECT a\nFROM b\n', language: 'sql', expected: 'SELECT a\nFROM b\n' },
  { name: 'the language on the first line', answer: 'typescript\nconst a = 1;\n', expected: 'const a = 1;\n' },
  { name: 'a closing fence that nothing opened', answer: 'const a = 1;\n```\nDone.', expected: 'const a = 1;' },
  { name: 'inline code and nothing else', answer: '`foo()`', expected: 'foo()' },
  { name: 'inline code in three backticks', answer: '```foo()```\n', expected: 'foo()' },
  { name: 'inline code in a sentence', answer: 'Use `foo()` here.', expected: '' },
  { name: 'a refusal', answer: 'I’m sorry, but I can’t help with that.', expected: '' },
  {
    name: 'a refusal in several paragraphs',
    answer: 'I cannot do that.\n\nThe file is not there. Could you attach it?\n',
    expected: '',
  },
  { name: 'a question', answer: 'Which of them do you mean?', expected: '' },
  { name: 'nothing', answer: '', expected: '' },
  { name: 'white space', answer: ' \n\n\t\n', expected: '' },
  {
    name: 'indented code below prose',
    answer: 'Here it is:\n\n    if (a) {\n      b();\n    }\n\nThat is all.\n',
    expected: 'if (a) {\n  b();\n}',
  },
  {
    name: 'indented code and nothing else',
    answer: '    if (a) {\n      b();\n    }',
    expected: 'if (a) {\n  b();\n}',
  },
  {
    name: 'words for a text document',
    answer: 'It was night.\nThe wind blew.',
    language: 'plaintext',
    expected: 'It was night.\nThe wind blew.',
  },
  {
    name: 'a block for a text document',
    answer: 'Here:\n\n```\nIt was night.\n```\n',
    language: 'plaintext',
    expected: 'It was night.',
  },
];

const marks: AnswerShape[] = [
  { name: 'the mark of the cursor repeated', answer: '```ts\nreturn ⟦cursor⟧a;\n```', expected: 'return a;' },
  { name: 'the mark of the cursor alone', answer: '⟦cursor⟧', expected: '' },
  { name: 'half a mark', answer: '```ts\na⟦cur\n```', expected: 'a⟦cur' },
];

const diffs: AnswerShape[] = [
  {
    name: 'a diff',
    answer: '```diff\n--- a/a.ts\n+++ b/a.ts\n@@ -1,3 +1,3 @@\n const a = 1;\n-old();\n+new_();\n \n+  c();\n```\n',
    expected: 'const a = 1;\nnew_();\n\n  c();',
  },
  {
    name: 'a diff of Git with two files',
    answer:
      '```diff\ndiff --git a/a b/a\nindex 1..2 100644\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a\n+b\ndiff --git a/c b/c\n--- a/c\n+++ b/c\n@@ -0,0 +1 @@\n+d\n\\ No newline at end of file\n```',
    expected: 'b\nd',
  },
  { name: 'a diff without headers', answer: '```diff\n-a();\n+b();\n c();\n```', expected: 'b();\nc();' },
  {
    name: 'a diff without signs where nothing changed',
    answer: '```diff\nif (a) {\n-  b();\n+  c();\n}\n```',
    expected: 'if (a) {\n  c();\n}',
  },
  {
    name: 'signs that look like headers',
    answer: '```diff\n@@ -1 +1 @@\n--- a\n+-- b\n+++c;\n+@x\n```',
    expected: '-- b\n++c;\n@x',
  },
  { name: 'a diff without a label', answer: '```\n@@ -1 +1 @@\n-a\n+b\n```', expected: 'b' },
  { name: 'a diff for a diff', answer: '```diff\n-a\n+b\n```', language: 'diff', expected: '-a\n+b' },
];

const nestedBlock = '```ts\nif (a) {\n  if (b) {\n    c();\n  }\n\n  d();\n}\n```';

const places: AnswerShape[] = [
  {
    name: 'an indented line',
    answer: nestedBlock,
    baseIndent: '    ',
    expected: 'if (a) {\n      if (b) {\n        c();\n      }\n\n      d();\n    }',
  },
  {
    name: 'a document with tabs',
    answer: nestedBlock,
    baseIndent: '\t',
    indent: 'tab',
    expected: 'if (a) {\n\t\tif (b) {\n\t\t\tc();\n\t\t}\n\n\t\td();\n\t}',
  },
  {
    name: 'a document with levels of four spaces',
    answer: nestedBlock,
    indent: 4,
    expected: 'if (a) {\n    if (b) {\n        c();\n    }\n\n    d();\n}',
  },
  {
    name: 'a document with CRLF',
    answer: nestedBlock,
    eol: '\r\n',
    expected: 'if (a) {\n  if (b) {\n    c();\n  }\n\n  d();\n}',
  },
  {
    name: 'code indented as in the file',
    answer: '```ts\n    if (a) {\n      b();\n    }\n```',
    baseIndent: '    ',
    expected: 'if (a) {\n      b();\n    }',
  },
  {
    name: 'two parts at an indented line',
    answer: '```ts\na();\n```\n\n```ts\nb();\n```',
    baseIndent: '  ',
    expected: 'a();\n\n  b();',
  },
  {
    name: 'a diff at an indented line with tabs and CRLF',
    answer: '```diff\r\n@@ -1 +1 @@\r\n if (a) {\r\n-  b();\r\n+  c();\r\n }\r\n```\r\n',
    baseIndent: '\t',
    indent: 'tab',
    eol: '\r\n',
    expected: 'if (a) {\n\t\tc();\n\t}',
  },
];

/** What models answer when asked for code, by kind. */
export const answerShapes: Readonly<Record<string, readonly AnswerShape[]>> = {
  'prose around a block': proseAround,
  fences,
  'several blocks': severalBlocks,
  'nested fences': nested,
  'no fence': unfenced,
  'marks of the cursor': marks,
  diffs,
  places,
};
