/**
 * Makes a row of buttons one stop for the Tab key, as in any toolbar: arrow keys, Home and End go from button to button.
 *
 * @param home the button that Tab goes to, which must never be hidden: the one used last may be by then
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/
 */
export function roveFocus(row: HTMLElement, home: HTMLButtonElement): void {
  const buttons = () => [...row.querySelectorAll<HTMLButtonElement>(':scope > button')];
  const setStop = (stop: HTMLButtonElement) => {
    for (const button of buttons()) button.tabIndex = button === stop ? 0 : -1;
  };
  setStop(home);
  row.addEventListener('focusin', ({ target }) => {
    const focused = buttons().find(button => button === target);
    if (focused) setStop(focused);
  });
  row.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && row.contains(relatedTarget))) setStop(home);
  });
  row.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { target } = event;
    const shown = buttons().filter(button => !button.disabled && button.checkVisibility());
    const index = target instanceof HTMLButtonElement ? shown.indexOf(target) : -1;
    const next = index < 0 ? undefined : shown[indexAfterKey(event.key, index, shown.length) ?? -1];
    if (!next) return;
    // It scrolls nothing.
    event.preventDefault();
    event.stopPropagation();
    next.focus({ preventScroll: true });
  });
}

/** Where a key leads in a row of so many, from the one at `index`; undefined for a key that leads nowhere. */
export function indexAfterKey(key: string, index: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return Math.min(index + 1, count - 1);
    case 'ArrowLeft':
      return Math.max(index - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
