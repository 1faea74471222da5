import { attachmentName, labelInOneLine } from '../../core/conversation/attachment-text.ts';
import type { Attachment } from '../../core/conversation/conversation.ts';
import { sizeWords } from './size-words.ts';

/** What the panel knows of an attachment: of one that is next to be sent, or of one that was sent. */
export interface ShownAttachment extends Omit<Attachment, 'text' | 'uri'> {
  /** See `NextAttachment`. */
  changed?: true;
}

/** What stands behind the name: how many lines, and how much it is. */
export function attachmentDetails(attachment: ShownAttachment): string {
  const details = [lineCount(attachment)];
  if (attachment.size !== undefined) details.push(sizeWords(attachment.size));
  return details.join(' · ');
}

/** All of it in words, for a tooltip. */
export function attachmentTitle(attachment: ShownAttachment): string {
  const { scope, changed } = attachment;
  const name = attachmentName(attachment);
  const of = scope === undefined ? '' : ` (${labelInOneLine(scope)})`;
  const details = attachmentDetails(attachment);
  const sentence = changed
    ? '\nChanged since it was attached: what was there then is sent. Open it to attach it anew.'
    : '';
  return `${name}${of}${details && ` · ${details}`}${sentence}`;
}

/** A codicon for where it was taken from. */
export function attachmentIcon({ label, changed }: ShownAttachment): string {
  if (changed) return 'warning';
  if (label.startsWith('Terminal: ')) return 'terminal';
  if (label.startsWith('Output: ')) return 'output';
  return /\.ipynb, cell \d+$/.test(label) ? 'notebook' : 'file-code';
}

function lineCount({ startLine, endLine }: ShownAttachment): string {
  const count = endLine - startLine + 1;
  return count === 1 ? '1 line' : `${count.toLocaleString('en')} lines`;
}
