import { iconButton } from '../dom.ts';
import { placeBeside } from '../place-beside.ts';
import { Menu, type MenuItem } from './menu.ts';

/** What a menu button opens. */
export interface MenuContent {
  items: readonly MenuItem[];
  /** A line above the items, about all of them. */
  note?: string;
}

/**
 * An icon button that opens a menu beside it, with a click or with the arrow keys. `content` is asked for whenever it
 * opens.
 */
export function menuButton(iconName: string, label: string, content: () => MenuContent): HTMLButtonElement {
  let menu: Menu | undefined;
  const open = (focus: 'first' | 'last') => {
    const { items, note = '' } = content();
    const opened = new Menu(label, items, note, byKey => {
      menu = undefined;
      button.ariaExpanded = 'false';
      if (byKey) button.focus({ preventScroll: true });
    });
    menu = opened;
    button.ariaExpanded = 'true';
    button.after(opened.element);
    opened.open(() => placeBeside(opened.element, button, 'right'), focus);
  };
  const button = iconButton(iconName, label, () => {
    if (menu) menu.close(true);
    else open('first');
  });
  button.ariaHasPopup = 'menu';
  button.ariaExpanded = 'false';
  // An open menu is closed by the click, and not by the focus before it, or the click would open it again.
  button.addEventListener('mousedown', event => {
    if (menu) event.preventDefault();
  });
  button.addEventListener('keydown', event => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    event.stopPropagation();
    if (!menu) open(event.key === 'ArrowDown' ? 'first' : 'last');
  });
  return button;
}
