import type { Block } from './block.ts';

/** Markers of containers and leaves, numbers of list items among them. */
const MARKERS = /^(?:[\s>*+\-_=~`#|:]|\d{1,9}[.)](?=\s|$))+/;

/** An ordered list's number without what follows it, or a task list item's box, as far as it has come. */
const NUMBER_OR_BOX = /^(?:\d{1,9}|\[(?:[ xX]?\]?)?\s*)?$/;

/** The label of a footnote, where its definition may follow. */
const FOOTNOTE_LABEL = /^\[\^[^\s[\]]{0,100}\]?:?$/;

/**
 * Whether a line under way is to be shown only when more of it has come: so far it is markers, which may turn out to be
 * something else (`-` below text is a heading until the list item's words follow).
 */
export function isHeld(line: string, tip: Block): boolean {
  if (tip.kind !== 'code') {
    const words = line.replace(MARKERS, '');
    return NUMBER_OR_BOX.test(words) || FOOTNOTE_LABEL.test(words);
  }
  // In code only the closing fence is special.
  return tip.fence ? /^[\s>]*(?:`+|~+)\s*$/.test(line) : line.trim() === '';
}
