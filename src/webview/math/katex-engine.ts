import katex from 'katex';

/** Larger results are not shown: laying them out would stall the page. */
const mostElements = 20_000;
const deepest = 200;

/** A formula within a line with a longer piece may be wider than a narrow panel. */
const widestUnbroken = 24;

/** With definitions of its own a formula can grow to the product of both limits. */
const mostExpansions = 500;
const mostExpansionsOfOwn = 100;

/**
 * Sets a formula in TeX with KaTeX, as elements, the MathML for assistive technology among them.
 *
 * @throws Error which says what is wrong with it
 */
export function typeset(tex: string, display: boolean): HTMLElement {
  const holder = document.createElement('span');
  katex.render(tex, holder, {
    displayMode: display,
    throwOnError: true,
    // No links, images, classes or styles of the formula's choice.
    trust: false,
    strict: 'ignore',
    // In em.
    maxSize: 20,
    maxExpand: /\\(?:[gex]?def|(?:re)?newcommand|let|futurelet)(?![A-Za-z])/.test(tex)
      ? mostExpansionsOfOwn
      : mostExpansions,
    // A new object each time, or `\gdef` would reach into other formulas.
    macros: {},
  });
  const made = holder.firstElementChild;
  if (!(made instanceof HTMLElement) || isTooLarge(made)) throw new Error('It is too large to be shown.');
  if (!display && longestBase(made) > widestUnbroken) made.classList.add('katex-wide');
  return made;
}

/** How many characters the longest piece has within which lines do not break. */
function longestBase(made: Element): number {
  return Math.max(0, ...[...made.querySelectorAll('.katex-base')].map(base => base.textContent.length));
}

function isTooLarge(root: Element): boolean {
  let count = 0;
  let level = [root];
  for (let depth = 0; level.length > 0; depth++) {
    count += level.length;
    if (depth > deepest || count > mostElements) return true;
    level = level.flatMap(element => [...element.children]);
  }
  return false;
}

/** Loads the style sheet, and lets the fonts load as they are needed. Lies beside this module once it is bundled. */
export function loadStyles(): Promise<void> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL('katex.css', import.meta.url).href;
  return new Promise((resolve, reject) => {
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => reject(new Error('The styles could not be loaded.')));
    document.head.append(link);
  });
}
