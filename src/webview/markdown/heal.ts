import { InlineScan } from './inline-scan.ts';
import { dropUndecidedEnd } from './undecided-end.ts';

/**
 * Completes the inline source of a leaf that is still being written, so that markers whose other half has not come do not
 * show as text for a moment: `**bo` becomes `**bo**`, a half-typed link becomes its words. Only ever used for what is on
 * the screen meanwhile; a closed leaf is shown from its source as it is.
 */
export function heal(source: string, math = false): string {
  const scan = new InlineScan(dropUndecidedEnd(source), math);
  scan.read();
  return scan.completed();
}
