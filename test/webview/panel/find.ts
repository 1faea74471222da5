/** The one element that matches; fails when there is none. */
export function find<Found extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = document): Found {
  const found = within.querySelector<Found>(selector);
  if (!found) throw new Error(`Nothing matches ${selector}`);
  return found;
}

/** The message with this id. */
export function message(id: string): HTMLElement {
  return find(`article[data-message-id="${id}"]`);
}

/** A visible button by its accessible name. */
export function button(name: string, within: ParentNode = document): HTMLButtonElement {
  const all = [...within.querySelectorAll<HTMLButtonElement>('button')];
  const found = all.find(candidate => nameOf(candidate) === name && candidate.checkVisibility());
  if (!found) throw new Error(`No button “${name}” among ${all.map(nameOf).join(', ')}`);
  return found;
}

export function hasButton(name: string, within: ParentNode = document): boolean {
  return [...within.querySelectorAll('button')].some(
    candidate => nameOf(candidate) === name && candidate.checkVisibility(),
  );
}

function nameOf(candidate: HTMLButtonElement): string {
  return candidate.ariaLabel ?? candidate.textContent.trim();
}

export function draftField(): HTMLTextAreaElement {
  return find<HTMLTextAreaElement>('textarea[aria-label="Message"]');
}

export function log(): HTMLElement {
  return find('[role="log"]');
}

/** Resolves with the next frame after everything that is scheduled for this one, resize observers included. */
export function nextFrame(): Promise<void> {
  return new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
}
