import type { Block } from './block.ts';

/** Markers of containers and leaves. */
const MARKERS = /^[\s>*+\-_=~`#|:]+/;

/** An ordered list's number, or a task list item's box, as far as it has come. */
const NUMBER_OR_BOX = /^(?:\d{1,9}(?:[.)]\s{0,4})?)?(?:\[[ xX]?\]?)?\s*$/;

/**
 * Whether a line under way is to be shown only when more of it has come: so far it is markers, which may turn out to be
 * something else (`-` below text is a heading until the list item's words follow).
 */
export function isHeld(line: string, tip: Block): boolean {
  if (tip.kind !== 'code') return NUMBER_OR_BOX.test(line.replace(MARKERS, ''));
  // In code only the closing fence is special.
  return tip.fence ? /^[\s>]*(?:`+|~+)\s*$/.test(line) : line.trim() === '';
}
