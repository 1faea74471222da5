/** An element that markdown looks in as it does in the panel. */
export function makeContainer(root: HTMLElement): HTMLElement {
  const container = document.createElement('div');
  container.className = 'markdown';
  root.append(container);
  return container;
}
