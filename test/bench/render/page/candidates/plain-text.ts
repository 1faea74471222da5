import { install } from '../install.ts';

// The floor: no markdown, no elements, one text that grows.
install(root => {
  const element = document.createElement('div');
  element.className = 'bench-plain';
  root.append(element);
  return { write: text => element.append(text) };
});
