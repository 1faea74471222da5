/** Something that shows a streamed text. */
export interface Candidate {
  /** The file name of its script, without the ending. */
  id: string;
  /** What it is called in the tables. */
  name: string;
  role: 'nothing' | 'floor' | 'renderer' | 'panel' | 'other';
}

export const nothing: Candidate = { id: 'nothing', name: '(the measuring alone)', role: 'nothing' };
export const floor: Candidate = { id: 'plain-text', name: 'floor: plain text appended', role: 'floor' };
export const renderer: Candidate = { id: 'runnel', name: 'Runnel: renderer', role: 'renderer' };
export const panel: Candidate = { id: 'runnel-panel', name: 'Runnel: whole panel', role: 'panel' };
/** The same with nothing shown before: it has yet to load the grammars of the code in the text. */
export const coldPanel: Candidate = { id: 'runnel-panel', name: 'Runnel: whole panel, first use', role: 'panel' };
export const reactMarkdown: Candidate = { id: 'react-markdown', name: 'react-markdown + remark-gfm', role: 'other' };

/** All of them draw the whole text anew with every frame, or as much of it as they find to have changed. */
export const others: readonly Candidate[] = [
  reactMarkdown,
  { id: 'streamdown', name: 'streamdown', role: 'other' },
  { id: 'marked', name: 'marked, innerHTML', role: 'other' },
  { id: 'markdown-it', name: 'markdown-it, innerHTML', role: 'other' },
];
