import * as vscode from 'vscode';
import type { AttachedImage, Attachment } from '../../core/conversation/conversation.ts';
import { imageProblem, imageTypeOf, toBase64 } from '../../protocol/images.ts';
import { languageOf } from '../editor/language-of.ts';
import { attachText } from './attach-text.ts';
import { longFileMessage, maxAttachedLength, maxFileBytes, tooLargeMessage } from './attachment-limits.ts';
import { sourceLabel } from './source-label.ts';

/** How long a file system may take, in milliseconds: some are at the other end of a connection that is gone. */
const readTimeoutMs = 15_000;

/** A file as it can be put beside a question, or a sentence that says why it cannot. */
export type ReadSource =
  | { kind: 'text'; attachment: Attachment; remark?: string }
  | { kind: 'image'; image: AttachedImage }
  | { kind: 'problem'; problem: string };

/** Reads a whole file, or the document that is open of it: with what is not saved yet. Never throws. */
export async function readSource(uri: vscode.Uri): Promise<ReadSource> {
  const label = sourceLabel(uri);
  try {
    return await withinTime(readUnguarded(uri, label));
  } catch (error) {
    return problem(`“${label}” cannot be attached: ${reasonOf(error)}.`);
  }
}

async function readUnguarded(uri: vscode.Uri, label: string): Promise<ReadSource> {
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
  if (open && !open.isClosed) return readDocument(open);
  // Before reading: a file may be larger than the memory. A virtual file system may not know, and say 0.
  const { size, type } = await vscode.workspace.fs.stat(uri);
  if (type & vscode.FileType.Directory) return problem(`“${label}” is a folder. Attach the files you mean.`);
  if (type === vscode.FileType.SymbolicLink) return problem(`“${label}” is a link to a file that is not there.`);
  if (!(type & vscode.FileType.File)) return problem(`“${label}” is not a file that can be read as a whole.`);
  const mimeType = imageTypeOf(uri.path);
  if (mimeType !== undefined) return readImage(uri, label, mimeType, size);
  if (size > maxFileBytes) return problem(tooLargeMessage(label, size));
  const bytes = await vscode.workspace.fs.readFile(uri);
  // It may have grown since, or its size was not known.
  if (bytes.length > maxFileBytes) return problem(tooLargeMessage(label, bytes.length));
  return readText(uri, label, bytes);
}

function readDocument(document: vscode.TextDocument): ReadSource {
  const range = wholeOf(document);
  const length = document.offsetAt(range.end);
  if (length > maxAttachedLength) return problem(longFileMessage(sourceLabel(document.uri), length));
  return { kind: 'text', attachment: { ...attachText(document, range, document.getText()), whole: true } };
}

/** All of a document. */
export function wholeOf(document: vscode.TextDocument): vscode.Range {
  return document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
}

async function readText(uri: vscode.Uri, label: string, bytes: Uint8Array): Promise<ReadSource> {
  let text: string;
  try {
    // By the user's settings for this file, or the marks at its beginning.
    text = await vscode.workspace.decode(bytes, { uri });
  } catch {
    return problem(`“${label}” is not text and cannot be attached.`);
  }
  if (text.length > maxAttachedLength) return problem(longFileMessage(label, text.length));
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const attachment: Attachment = {
    label,
    languageId: languageOf({ name }) ?? 'plaintext',
    startLine: 1,
    endLine: countLines(text),
    text,
    uri: uri.toString(),
    whole: true,
  };
  return {
    kind: 'text',
    attachment,
    ...(isDamaged(text, bytes) && {
      remark: `Some characters of “${label}” could not be read and are sent as “\ufffd”: it is not in the encoding that VS Code takes it for. The setting “files.encoding” says which.`,
    }),
  };
}

/** As one would count them: what an ending at the very end begins is no line yet. */
function countLines(text: string): number {
  const endings = [...text.matchAll(/\r\n|\r|\n/g)].length;
  return Math.max(1, /[\r\n]$/.test(text) ? endings : endings + 1);
}

/** Whether a character stands in the text for bytes that mean none. It may stand in the file, too. */
function isDamaged(text: string, bytes: Uint8Array): boolean {
  if (!text.includes('\ufffd')) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return false;
  } catch {
    return true;
  }
}

async function readImage(uri: vscode.Uri, label: string, mimeType: string, size: number): Promise<ReadSource> {
  const tooLarge = size > 0 ? imageProblem(label, mimeType, size) : undefined;
  if (tooLarge !== undefined) return problem(tooLarge);
  const bytes = await vscode.workspace.fs.readFile(uri);
  const wrong = imageProblem(label, mimeType, bytes.length);
  return wrong === undefined ? { kind: 'image', image: { label, mimeType, base64: toBase64(bytes) } } : problem(wrong);
}

function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const seconds = readTimeoutMs / 1000;
    timer = setTimeout(() => reject(new Error(`its file system did not answer within ${seconds} s`)), readTimeoutMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** In words, and without the path, which the message of a file system mostly has. */
function reasonOf(error: unknown): string {
  if (!(error instanceof vscode.FileSystemError)) return error instanceof Error ? error.message : String(error);
  switch (error.code) {
    case 'FileNotFound':
      return 'it is not there any more';
    case 'NoPermissions':
      return 'you may not read it';
    case 'Unavailable':
      return 'its file system is not available';
    default:
      return /\bE[A-Z]+: ([^,]+)/.exec(error.message)?.[1] ?? error.message;
  }
}

function problem(text: string): ReadSource {
  return { kind: 'problem', problem: text };
}
