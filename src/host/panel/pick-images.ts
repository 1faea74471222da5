import * as vscode from 'vscode';
import type { AttachedImage } from '../../core/conversation/conversation.ts';
import { imageExtensions, imageProblem, imageTypeOf, toBase64 } from '../../protocol/images.ts';

/** What the user has picked, and a sentence for each file that cannot be attached. */
export interface PickedImages {
  images: AttachedImage[];
  problems: string[];
}

/** Lets the user pick images from the disk of the workspace's machine. */
export async function pickImages(): Promise<PickedImages> {
  const uris = await vscode.window.showOpenDialog({
    title: 'Runnel: Attach Image',
    openLabel: 'Attach',
    canSelectMany: true,
    filters: { Images: Object.values(imageExtensions).flat() },
  });
  const picked: PickedImages = { images: [], problems: [] };
  for (const uri of uris ?? []) {
    const image = await readImage(uri);
    if (typeof image === 'string') picked.problems.push(image);
    else picked.images.push(image);
  }
  return picked;
}

async function readImage(uri: vscode.Uri): Promise<AttachedImage | string> {
  const label = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const mimeType = imageTypeOf(label);
  try {
    // Before reading: a file may be larger than the memory.
    const { size } = await vscode.workspace.fs.stat(uri);
    const problem = imageProblem(label, mimeType, size);
    if (problem !== undefined || mimeType === undefined) return problem ?? '';
    const bytes = await vscode.workspace.fs.readFile(uri);
    return { label, mimeType, base64: toBase64(bytes) };
  } catch (error) {
    return `“${label}” cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}
