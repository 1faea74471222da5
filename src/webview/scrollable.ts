const names = new WeakMap<Element, string>();

const observer = new ResizeObserver(entries => {
  const scrollers = new Set(entries.map(({ target }) => (names.has(target) ? target : target.parentElement)));
  for (const scroller of scrollers) {
    const name = scroller ? names.get(scroller) : undefined;
    if (!(scroller instanceof HTMLElement) || name === undefined) continue;
    const scrolls = scroller.scrollWidth > scroller.clientWidth;
    if (scrolls === scroller.hasAttribute('tabindex')) continue;
    if (scrolls) {
      scroller.tabIndex = 0;
      scroller.role = 'group';
      scroller.ariaLabel = name;
    } else {
      for (const attribute of ['tabindex', 'role', 'aria-label']) scroller.removeAttribute(attribute);
    }
  }
});

/**
 * Lets the keyboard reach an element while it is too narrow for its content, and only then; a name says what it is and
 * that it scrolls. It must have its first child by now.
 */
export function nameWhenScrollable(scroller: HTMLElement, name: string): void {
  names.set(scroller, name);
  observer.observe(scroller);
  if (scroller.firstElementChild) observer.observe(scroller.firstElementChild);
}
