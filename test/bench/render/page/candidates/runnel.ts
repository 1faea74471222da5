import { createMarkdownWriter } from '../../../../../src/webview/markdown/markdown-writer.ts';
import { install } from '../install.ts';
import { makeContainer } from '../make-container.ts';

install(root => createMarkdownWriter(makeContainer(root)));
