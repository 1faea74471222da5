import type { AskTarget } from './insertion-target.ts';

/** Where an answer goes that is asked for as code. */
export type CodeTarget = Exclude<AskTarget, 'panel'>;

/** Stands where a cursor is, in the text that a model gets. */
export const cursorMark = '⟦cursor⟧';

/** One block, since what is around it is taken away, and no reader of the answer is there to miss it. */
const oneBlock = 'Answer with one code block and nothing else:';

/** What to ask of a model behind a question about attached text, so that the answer can go there as it is. */
export function codeInstruction(target: CodeTarget): string {
  switch (target) {
    case 'cursor':
      return `${oneBlock} the text to put right behind what is selected. Put words that are no code into comments.`;
    case 'replace':
    case 'diff':
      return `${oneBlock} the whole text to put in place of what is selected, with the same indentation. Repeat what stays as it is; leave nothing out.`;
    case 'newFile':
      return `${oneBlock} a complete file. Put its name behind the language, such as \`\`\`ts src/name.ts. Put words that are no code into comments.`;
  }
}

/** The same for text that is written where the attached text has a {@link cursorMark}. */
export function generateInstruction(cursors: number): string {
  const place = cursors === 1 ? cursorMark : `each ${cursorMark}, the same at all of them`;
  return `${oneBlock} the text to put in place of ${place}.`;
}
