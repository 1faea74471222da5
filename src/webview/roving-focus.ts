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
    const shown = buttons().filter(button => !button.disabled && button.checkVisibility());
    const index = shown.findIndex(button => button === event.target);
    if (index < 0) return;
    const goTo: Record<string, number> = {
      ArrowRight: Math.min(index + 1, shown.length - 1),
      ArrowLeft: Math.max(index - 1, 0),
      Home: 0,
      End: shown.length - 1,
    };
    if (!Object.hasOwn(goTo, event.key)) return;
    // It scrolls nothing.
    event.preventDefault();
    event.stopPropagation();
    shown[goTo[event.key] ?? index]?.focus({ preventScroll: true });
  });
}
