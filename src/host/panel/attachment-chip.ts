import type { Attachment } from '../../core/conversation/conversation.ts';
import type { AttachmentChip } from '../../protocol/messages.ts';

/** Counted once for each: a view that comes back gets all questions again. */
const sizes = new WeakMap<Attachment, number>();

/** What a view shows of an attachment: its text and its address stay in the host. */
export function attachmentChip(attachment: Attachment): AttachmentChip {
  const { text, uri: _, ...chip } = attachment;
  return { ...chip, size: sizeOf(attachment) };
}

function sizeOf(attachment: Attachment): number {
  const known = sizes.get(attachment);
  if (known !== undefined) return known;
  const size = new TextEncoder().encode(attachment.text).length;
  sizes.set(attachment, size);
  return size;
}
