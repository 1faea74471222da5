/** Between a popover and what it belongs to, and between it and the window's edge, in CSS pixels. */
const gap = 4;

/**
 * Places a popover that is shown below what it belongs to, or above it where there is no room, never off the window.
 *
 * @param edge which of their edges are in one line, if the window is wide enough
 */
export function placeBeside(popover: HTMLElement, target: HTMLElement, edge: 'left' | 'right'): void {
  const around = target.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const { clientWidth, clientHeight } = document.documentElement;
  const below = around.bottom + gap;
  const top = below + height + gap <= clientHeight ? below : Math.max(gap, around.top - gap - height);
  const wanted = edge === 'left' ? around.left : around.right - width;
  const left = Math.max(gap, Math.min(wanted, clientWidth - width - gap));
  popover.style.top = `${top}px`;
  popover.style.left = `${left}px`;
}
