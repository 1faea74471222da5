import type * as vscode from 'vscode';
import type { AttachedImage, Attachment } from '../../core/conversation/conversation.ts';
import { maxAttachments } from './attachment-limits.ts';
import { readSource } from './read-source.ts';

/** Most sentences about what could not be attached; more would fill the panel. */
const maxProblems = 3;

/** What was read, and in words what could not be. */
export interface ReadFiles {
  attachments: Attachment[];
  images: AttachedImage[];
  problems: string[];
}

/** Reads files one after the other, so that the memory holds one too many at most. */
export async function readFiles(uris: readonly vscode.Uri[]): Promise<ReadFiles> {
  const files: ReadFiles = { attachments: [], images: [], problems: [] };
  for (const uri of uris.slice(0, maxAttachments)) {
    const source = await readSource(uri);
    if (source.kind === 'image') files.images.push(source.image);
    else if (source.kind === 'problem') files.problems.push(source.problem);
    else {
      files.attachments.push(source.attachment);
      if (source.remark !== undefined) files.problems.push(source.remark);
    }
  }
  if (uris.length > maxAttachments)
    files.problems.unshift(`At most ${maxAttachments} files can go with one question; the others were left out.`);
  return files;
}

/** The sentences that fit, and how many there are besides. */
export function fewProblems(problems: readonly string[]): string {
  const others = problems.length - maxProblems;
  const words = problems.slice(0, maxProblems).join(' ');
  return others > 0 ? `${words} And ${others} more.` : words;
}
