import { parse } from 'marked';
import { install } from '../install.ts';
import { makeContainer } from '../make-container.ts';

install(root => {
  const container = makeContainer(root);
  let whole = '';
  return {
    write(text) {
      whole += text;
      container.innerHTML = parse(whole, { async: false });
    },
  };
});
