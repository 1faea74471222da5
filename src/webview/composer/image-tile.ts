import { html } from 'lit';
import type { AttachedImage } from '../../core/conversation/conversation.ts';
import { isImageType } from '../../protocol/images.ts';
import { sizeWords } from '../attachments/size-words.ts';

/** An image beside the composer, small, with a button that takes it away. */
export function imageTile({ label, mimeType, base64 }: AttachedImage, remove: (event: MouseEvent) => void) {
  const size = sizeWords(Math.floor((base64.length * 3) / 4));
  return html`<span class="image-tile" title=${`${label} · ${size}`}>
    <img src=${`data:${isImageType(mimeType) ? mimeType : 'image/png'};base64,${base64}`} alt=${label} />
    <button type="button" class="image-remove" aria-label=${`Remove ${label}`} title="Remove (Delete)" @click=${remove}>
      <span class="codicon codicon-close" aria-hidden="true"></span>
    </button>
  </span>`;
}
