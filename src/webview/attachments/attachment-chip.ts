import { html, nothing } from 'lit';
import { attachmentName } from '../../core/conversation/attachment-text.ts';
import { attachmentDetails, attachmentIcon, attachmentTitle, type ShownAttachment } from './attachment-words.ts';

/** What a click on a chip does. */
export interface ChipActions {
  /** Shows where it was taken from. */
  open(): void;
  /** Takes it away; it cannot be taken away if absent. */
  remove?(event: MouseEvent): void;
}

/** An attachment as a chip: a file's name, its lines, its size. Names are others' text, shown as text. */
export function attachmentChip(attachment: ShownAttachment, { open, remove }: ChipActions) {
  const name = attachmentName(attachment);
  const details = attachmentDetails(attachment);
  const { changed } = attachment;
  return html`<span class=${changed ? 'chip changed' : 'chip'}>
    <button
      type="button"
      class="chip-open"
      title=${attachmentTitle(attachment)}
      aria-description=${changed ? 'Changed since it was attached' : nothing}
      @click=${open}
    >
      <span class=${`codicon codicon-${attachmentIcon(attachment)}`} aria-hidden="true"></span
      ><span class="chip-label"><bdi>${name}</bdi></span
      >${details ? html`<span class="chip-details">&nbsp;· ${details}</span>` : nothing}
    </button>
    ${
      remove
        ? html`<button
            type="button"
            class="chip-remove"
            tabindex="-1"
            aria-label=${`Remove ${name}`}
            title="Remove (Delete)"
            @click=${remove}
          >
            <span class="codicon codicon-close" aria-hidden="true"></span>
          </button>`
        : nothing
    }
  </span>`;
}
