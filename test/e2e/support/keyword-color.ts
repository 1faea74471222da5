import type { ChatPanel } from './chat-panel.ts';

/** The color of a word of code as `#rrggbb`, in the first or last block that has it; undefined where none does. */
export function keywordColor(
  panel: ChatPanel,
  word: string,
  which: 'first' | 'last' = 'first',
): Promise<string | undefined> {
  return panel.transcript.evaluate(
    (transcript, { word, which }) => {
      const found = [...transcript.querySelectorAll('pre *')].filter(
        element => element.childElementCount === 0 && element.textContent?.trim() === word,
      );
      const element = found.at(which === 'first' ? 0 : -1);
      if (!element) return undefined;
      const parts = getComputedStyle(element).color.match(/\d+/g) ?? [];
      return `#${parts
        .slice(0, 3)
        .map(part => Number(part).toString(16).padStart(2, '0'))
        .join('')}`;
    },
    { word, which },
  );
}
