/** Makes an element with a class and children; strings become text, never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = '',
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** A codicon; it is decoration, the name is on what holds it. */
export function icon(name: string): HTMLSpanElement {
  const made = element('span', `codicon codicon-${name}`);
  made.ariaHidden = 'true';
  return made;
}

/** A quiet button that shows an icon only; its label is both the accessible name and the tooltip. */
export function iconButton(iconName: string, label: string, onClick: () => void): HTMLButtonElement {
  const button = element('button', 'icon-button', icon(iconName));
  button.type = 'button';
  button.ariaLabel = label;
  button.title = label;
  button.addEventListener('click', onClick);
  return button;
}

/** A small button with words on it. */
export function textButton(label: string, className: string, onClick: () => void): HTMLButtonElement {
  const button = element('button', `text-button ${className}`, label);
  button.type = 'button';
  button.addEventListener('click', onClick);
  return button;
}

/** Shows or hides; an attribute that is set again, even to what it is, costs the browser a look at the styles. */
export function setHidden(target: HTMLElement, hidden: boolean): void {
  if (target.hidden !== hidden) target.hidden = hidden;
}

/** How long a button shows that it has done its work, in milliseconds. */
const confirmationMs = 1500;

/** Shows a check mark in place of a button's icon for a moment. */
export function confirmOn(button: HTMLButtonElement): void {
  if (button.classList.contains('confirmed')) return;
  const before = button.querySelector('.codicon');
  if (!before) return;
  const check = icon('check');
  before.replaceWith(check);
  button.classList.add('confirmed');
  setTimeout(() => {
    check.replaceWith(before);
    button.classList.remove('confirmed');
  }, confirmationMs);
}

/** Whether a key event belongs to an input method that is composing text, and so is nobody else's. */
export function isComposing(event: KeyboardEvent): boolean {
  // 229 is how engines mark the key that ends a composition after `isComposing` has already become false.
  return event.isComposing || event.keyCode === 229;
}

/** Whether text is typed into it. */
export function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}

/** Whether keys are those of a Mac. */
export const isMac = /^Mac/.test(navigator.platform);

/** Whether the key that commands go with (Cmd on a Mac, Ctrl elsewhere) is pressed, without one that would change them. */
export function hasCommandKey({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return !altKey && (isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey);
}
