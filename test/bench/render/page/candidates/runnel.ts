import { ShikiHighlighter } from '../../../../../src/webview/code/shiki-highlighter.ts';
import { createMarkdownWriter } from '../../../../../src/webview/markdown/markdown-writer.ts';
import { codeTheme } from '../code-theme.ts';
import { install } from '../install.ts';
import { makeContainer } from '../make-container.ts';

install(root => {
  const highlighter = new ShikiHighlighter();
  highlighter.theme = codeTheme;
  const writer = createMarkdownWriter(makeContainer(root), { highlighter });
  return { write: text => writer.write(text), settled: () => highlighter.settled() };
});
