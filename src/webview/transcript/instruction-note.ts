import { element, icon } from '../dom.ts';

/** What Runnel sent behind a question, besides what the user wrote: closed, but never hidden. */
export function instructionNote(instruction: string): HTMLElement {
  const text = element('p', 'instruction-text', instruction);
  text.dir = 'auto';
  const summary = element(
    'summary',
    'instruction-summary',
    icon('chevron-right'),
    'Sent with an instruction by Runnel',
  );
  return element('details', 'instruction', summary, text);
}
