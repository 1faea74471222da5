import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Streamdown } from 'streamdown';
import { install } from '../install.ts';
import { makeContainer } from '../make-container.ts';

install(root => {
  const container = makeContainer(root);
  const tree = createRoot(container);
  let whole = '';
  let shown = 0;
  // It draws new blocks in a transition of its own, some time later. Whatever it changes counts as all that it was given.
  new MutationObserver(() => {
    shown = whole.length;
  }).observe(container, { childList: true, characterData: true, subtree: true });
  return {
    write(text) {
      whole += text;
      flushSync(() => tree.render(createElement(Streamdown, undefined, whole)));
    },
    shown: () => shown,
  };
});
