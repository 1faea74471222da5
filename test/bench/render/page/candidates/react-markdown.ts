import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { install } from '../install.ts';
import { makeContainer } from '../make-container.ts';

const plugins = [remarkGfm];

install(root => {
  const tree = createRoot(makeContainer(root));
  let whole = '';
  return {
    write(text) {
      whole += text;
      // Drawn with this very frame, and not with one that React thinks good.
      flushSync(() => tree.render(createElement(Markdown, { remarkPlugins: plugins }, whole)));
    },
  };
});
