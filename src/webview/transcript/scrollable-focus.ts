const observer = new ResizeObserver(entries => {
  const scrollers = new Set(
    entries.map(({ target }) => (target instanceof HTMLPreElement ? target : target.parentElement)),
  );
  for (const scroller of scrollers) {
    if (!scroller) continue;
    const tabIndex = scroller.scrollWidth > scroller.clientWidth ? 0 : -1;
    if (scroller.tabIndex === tabIndex) continue;
    if (tabIndex === 0) scroller.tabIndex = 0;
    else scroller.removeAttribute('tabindex');
  }
});

/** Lets the keyboard reach a `pre` while it has something to scroll, and only then. */
export function focusableWhenScrollable(pre: HTMLPreElement): void {
  observer.observe(pre);
  if (pre.firstElementChild) observer.observe(pre.firstElementChild);
}
