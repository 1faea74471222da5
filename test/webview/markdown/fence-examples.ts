import type { ExtensionExample } from './extension-examples.ts';

/** Blocks of code in blocks of Markdown, as models write them: often with an outer fence that is not longer. */
export const fenceExamples: readonly ExtensionExample[] = [
  {
    name: 'one inner block',
    markdown: '```md\n# Title\n```ts\nlet x;\n```\nmore\n```\nafter\n',
    html: '<pre><code class="language-md"># Title\n```ts\nlet x;\n```\nmore\n</code></pre><p>after</p>',
  },
  {
    name: 'several inner blocks',
    markdown: '```markdown\n```sh\na\n```\n\n```js\nb\n```\n\n~~~\nc\n~~~\n```\nafter\n',
    html: '<pre><code class="language-markdown">```sh\na\n```\n\n```js\nb\n```\n\n~~~\nc\n~~~\n</code></pre><p>after</p>',
  },
  {
    name: 'an inner block that is never closed takes the closing fence, and the outer one stays open',
    markdown: '```md\n```ts\nlet x;\n```\nmore\n',
    html: '<pre><code class="language-md">```ts\nlet x;\n```\nmore\n</code></pre>',
  },
  {
    name: 'blocks of Markdown in one another',
    markdown: '```md\n```md\n```ts\nx\n```\n```\n```\nafter\n',
    html: '<pre><code class="language-md">```md\n```ts\nx\n```\n```\n</code></pre><p>after</p>',
  },
  {
    name: 'a longer outer fence',
    markdown: '````md\n```ts\nx\n```\n```\ny\n````\nafter\n',
    html: '<pre><code class="language-md">```ts\nx\n```\n```\ny\n</code></pre><p>after</p>',
  },
  {
    name: 'a longer outer fence around an inner block of the same length',
    markdown: '````md\n````ts\nx\n````\n````\nafter\n',
    html: '<pre><code class="language-md">````ts\nx\n````\n</code></pre><p>after</p>',
  },
  {
    name: 'a longer inner fence, closed by one as long',
    markdown: '```md\n````ts\nx\n```\ny\n````\n```\nafter\n',
    html: '<pre><code class="language-md">````ts\nx\n```\ny\n````\n</code></pre><p>after</p>',
  },
  {
    name: 'tildes around backticks, and backticks around tildes',
    markdown: '~~~md\n```ts\nx\n```\n~~~\n\n```md\n~~~ts\nx\n~~~\n```\nafter\n',
    html: '<pre><code class="language-md">```ts\nx\n```\n</code></pre><pre><code class="language-md">~~~ts\nx\n~~~\n</code></pre><p>after</p>',
  },
  {
    name: 'tildes in tildes',
    markdown: '~~~md\n~~~ts\nx\n~~~\ny\n~~~\nafter\n',
    html: '<pre><code class="language-md">~~~ts\nx\n~~~\ny\n</code></pre><p>after</p>',
  },
  {
    name: 'in a list item',
    markdown: '1. a\n\n   ```md\n   - b\n     ```ts\n     x\n     ```\n   ```\n\n2. c\n',
    html: '<ol><li><p>a</p><pre><code class="language-md">- b\n  ```ts\n  x\n  ```\n</code></pre></li><li><p>c</p></li></ol>',
  },
  {
    name: 'an inner fence that is indented by four is none',
    markdown: '```md\n    ```ts\nx\n```\nafter\n',
    html: '<pre><code class="language-md">    ```ts\nx\n</code></pre><p>after</p>',
  },
  {
    name: 'in a quote, which ends the block',
    markdown: '> ```md\n> ```ts\n> x\n\nafter\n',
    html: '<blockquote><pre><code class="language-md">```ts\nx\n</code></pre></blockquote><p>after</p>',
  },
  {
    name: 'only in blocks of Markdown',
    markdown: '```sh\n```ts\n```\n\n```\n```ts\n```\nafter\n',
    html: '<pre><code class="language-sh">```ts\n</code></pre><pre><code>```ts\n</code></pre><p>after</p>',
  },
  {
    name: 'an info string of several words',
    markdown: '```md title="a.md"\n```ts twoslash\nx\n```\n```\nafter\n',
    html: '<pre><code class="language-md">```ts twoslash\nx\n```\n</code></pre><p>after</p>',
  },
];
