import { tokenize } from '../render/sample-text.ts';
import { numberedTypescript } from './typescript-text.ts';

/** A text to be streamed. */
export interface TokenStream {
  /** An answer with one block of code. */
  text: string;
  tokens: readonly string[];
  tokensPerSecond: number;
}

/** Makes up an answer with one block of so many lines of code. */
export function makeStream(seed: number, lines: number, tokensPerSecond: number): TokenStream {
  const text = `\`\`\`ts\n${numberedTypescript(seed, lines)}\`\`\`\n`;
  const { ends } = tokenize(text, seed);
  const tokens = ends.map((end, index) => text.slice(index === 0 ? 0 : ends[index - 1], end));
  return { text, tokens, tokensPerSecond };
}

/** The code in the answer. */
export function codeOf({ text }: TokenStream): string {
  return text.slice(text.indexOf('\n') + 1, text.lastIndexOf('\n```'));
}
