import type { Attachment } from '../../core/conversation/conversation.ts';
import type { AttachmentChip } from '../../protocol/messages.ts';

/** What a view shows of an attachment: its text and its address stay in the host. */
export function attachmentChip({ text, uri: _, ...chip }: Attachment): AttachmentChip {
  return { ...chip, size: new TextEncoder().encode(text).length };
}
