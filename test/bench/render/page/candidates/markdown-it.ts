import MarkdownIt from 'markdown-it';
import { install } from '../install.ts';
import { makeContainer } from '../make-container.ts';

const parser = new MarkdownIt({ linkify: true });

install(root => {
  const container = makeContainer(root);
  let whole = '';
  return {
    write(text) {
      whole += text;
      container.innerHTML = parser.render(whole);
    },
  };
});
