import { html } from 'lit';
import type { AttachedImage } from '../../core/conversation/conversation.ts';
import { isImageType } from '../../protocol/images.ts';

/** An image beside the composer, small, with a button that takes it away. */
export function imageTile({ label, mimeType, base64 }: AttachedImage, remove: () => void) {
  const kilobytes = Math.ceil((base64.length * 3) / 4 / 1024).toLocaleString('en');
  return html`<span class="image-tile" title=${`${label} (${kilobytes} kB)`}>
    <img src=${`data:${isImageType(mimeType) ? mimeType : 'image/png'};base64,${base64}`} alt=${label} />
    <button type="button" class="image-remove" aria-label=${`Remove ${label}`} title="Remove" @click=${remove}>
      <span class="codicon codicon-close" aria-hidden="true"></span>
    </button>
  </span>`;
}
