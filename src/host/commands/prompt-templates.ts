import type { AskTarget } from '../../core/insertion/insertion-target.ts';

/** A question that is ready to be asked about a selection. */
export interface PromptTemplate {
  label: string;
  /** What asks it without the list: in the palette, the context menu and the light bulb. */
  command: string;
  prompt: string;
  /** Where its answer goes unless the user says otherwise. */
  target: AskTarget;
}

/** By their names in code, in the order in which they are offered. */
export const promptTemplates = {
  explain: {
    label: 'Explain',
    command: 'runnel.explain',
    prompt: 'Explain what this does, step by step, and what is surprising about it.',
    target: 'panel',
  },
  fix: {
    label: 'Fix',
    command: 'runnel.fix',
    prompt: 'Fix what is wrong here, and change nothing else.',
    target: 'diff',
  },
  tests: {
    label: 'Write Tests',
    command: 'runnel.writeTests',
    prompt: 'Write tests for this, edge cases included, in the project’s test framework.',
    target: 'newFile',
  },
  document: {
    label: 'Document',
    command: 'runnel.document',
    prompt: 'Write documentation comments for this; leave the code itself as it is.',
    target: 'diff',
  },
  simplify: {
    label: 'Simplify',
    command: 'runnel.simplify',
    prompt: 'Simplify this without changing what it does.',
    target: 'diff',
  },
  bugs: {
    label: 'Find Bugs',
    command: 'runnel.findBugs',
    prompt: 'Find bugs in this. For each: the line, why it is wrong, and the corrected code.',
    target: 'panel',
  },
} as const satisfies Record<string, PromptTemplate>;

/** See {@link promptTemplates}. */
export type TemplateName = keyof typeof promptTemplates;
