import type { AttachedImage } from '../../core/conversation/conversation.ts';
import { imageProblem, toBase64 } from '../../protocol/images.ts';

/** What becomes of images. */
export interface ImageTaker {
  taken(image: AttachedImage): void;
  /** Gets a sentence that says why not. */
  refused(problem: string): void;
}

/** Takes images that are pasted into or dropped on an element. Text is pasted as ever. */
export function takeImages(target: HTMLElement, taker: ImageTaker): void {
  const take = (event: ClipboardEvent | DragEvent, data: DataTransfer | null) => {
    const files = [...(data?.files ?? [])];
    // An office program puts text and its image on the clipboard: then the text is meant.
    if (files.length === 0 || data?.types.includes('text/plain')) return;
    event.preventDefault();
    for (const file of files) void readImage(file, taker);
  };
  target.addEventListener('paste', event => take(event, event.clipboardData));
  target.addEventListener('drop', event => take(event, event.dataTransfer));
  target.addEventListener('dragover', event => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
}

async function readImage(file: File, { taken, refused }: ImageTaker): Promise<void> {
  const label = file.name || 'image';
  const problem = imageProblem(label, file.type, file.size);
  if (problem !== undefined) {
    refused(problem);
    return;
  }
  try {
    taken({ label, mimeType: file.type, base64: toBase64(new Uint8Array(await file.arrayBuffer())) });
  } catch {
    refused(`“${label}” cannot be read.`);
  }
}
