import type { Attachment } from './conversation.ts';

/** Longest name of a source, in UTF-16 code units. */
const longestLabel = 256;
/** How much of the end of a longer one is kept: there is the file's own name. */
const keptEnd = 160;

/** An attachment as the model gets it: its name, its lines, and the text in a fence that nothing in it can end. */
export function attachmentText({ label, languageId, startLine, endLine, text }: Attachment): string {
  // A text that is cut within a character would make JSON that strict servers refuse.
  const wellFormed = text.toWellFormed();
  const fence = '`'.repeat(Math.max(3, longestRun(wellFormed) + 1));
  // Files name their language, too: notebooks do.
  const language = /^[\w.+#-]{1,50}$/.test(languageId) ? languageId : '';
  const lines = startLine === endLine ? `line ${startLine}` : `lines ${startLine} to ${endLine}`;
  const end = wellFormed.endsWith('\n') ? '' : '\n';
  return `From ${labelInOneLine(label)}, ${lines}:\n${fence}${language}\n${wellFormed}${end}${fence}`;
}

/** An attachment as it is called for people: `src/loop.ts:12-20`, or only `src/loop.ts` where it is all of it. */
export function attachmentName({ label, startLine, endLine, whole }: Omit<Attachment, 'text'>): string {
  const name = labelInOneLine(label);
  if (whole) return name;
  return `${name}:${startLine === endLine ? startLine : `${startLine}-${endLine}`}`;
}

/**
 * The name of a source as it can be shown and sent. Files can be called anything: line breaks must not become text of
 * their own, direction marks must not turn what stands around them, and a path of thousands of characters is shortened in
 * its middle.
 */
export function labelInOneLine(label: string): string {
  const line = label.toWellFormed().replaceAll(directionMarks, '').replaceAll(blanks, ' ').trim();
  if (line === '') return 'unnamed';
  if (line.length <= longestLabel) return line;
  return `${line.slice(0, longestLabel - keptEnd - 1)}…${line.slice(-keptEnd)}`.toWellFormed();
}

/** Characters that change the direction of the text around them. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** White space and all control characters, line breaks among them. */
const blanks = /[\s\p{Cc}]+/gu;

/** The longest run of back ticks, so that a fence around the text can be made longer. */
function longestRun(text: string): number {
  let longest = 0;
  for (const run of text.matchAll(/`+/g)) longest = Math.max(longest, run[0].length);
  return longest;
}
