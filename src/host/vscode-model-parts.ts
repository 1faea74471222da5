import * as vscode from 'vscode';
import { type Delta, StreamFailure } from '../core/delta.ts';
import type { RequestMessage, RequestPart } from '../core/wire/wire-format.ts';
import { toBase64 } from '../protocol/images.ts';
import { noImagesError } from './vscode-model-errors.ts';

/**
 * Turns messages into VS Code's. It has no role for the system prompt, which goes as the first thing the user says.
 *
 * @throws StreamFailure when the newest message holds an image that this version cannot send
 */
export function toVsCodeMessages(messages: readonly RequestMessage[]): vscode.LanguageModelChatMessage[] {
  const { Assistant, User } = vscode.LanguageModelChatMessageRole;
  return messages.map((message, index) => {
    const isNewest = index === messages.length - 1;
    const parts = message.parts.map(part => toPart(part, isNewest)).filter(part => part !== undefined);
    return new vscode.LanguageModelChatMessage(message.role === 'assistant' ? Assistant : User, parts);
  });
}

/** What only newer versions of VS Code have; read at run time, since the types are those of the oldest supported one. */
interface NewerVsCode extends Pick<typeof vscode, 'version'> {
  LanguageModelDataPart?: { image(data: Uint8Array, mimeType: string): vscode.LanguageModelTextPart };
}

function toPart(part: RequestPart, inNewestMessage: boolean): vscode.LanguageModelTextPart | undefined {
  switch (part.type) {
    case 'text':
      return new vscode.LanguageModelTextPart(part.text);
    case 'image': {
      const newer: NewerVsCode = vscode;
      const image = newer.LanguageModelDataPart?.image(bytesOfBase64(part.base64), part.mimeType);
      // One of an earlier question must not make every later one fail.
      if (!image && inNewestMessage) throw new StreamFailure(noImagesError());
      return image;
    }
    case 'reasoning':
      return undefined;
  }
}

/**
 * What a part of the answer says, or undefined for one of a kind that has no place here. Parts are told apart by what they
 * hold: of the newer kinds the supported versions have no class in common.
 */
export function toDelta(part: unknown): Delta | undefined {
  if (part instanceof vscode.LanguageModelTextPart) return textDelta(part.value);
  if (part instanceof vscode.LanguageModelToolCallPart || typeof part !== 'object' || part === null) return undefined;
  if ('mimeType' in part && 'data' in part && part.data instanceof Uint8Array) {
    const mimeType = String(part.mimeType);
    return mimeType.startsWith('image/') ? { type: 'image', mimeType, base64: toBase64(part.data) } : undefined;
  }
  const thinking: unknown = Reflect.get(vscode, 'LanguageModelThinkingPart');
  if (typeof thinking !== 'function' || !(part instanceof thinking) || !('value' in part)) return undefined;
  const text = Array.isArray(part.value) ? part.value.join('') : part.value;
  return typeof text === 'string' && text !== '' ? { type: 'reasoning-delta', text } : undefined;
}

function textDelta(text: string): Delta | undefined {
  return text === '' ? undefined : { type: 'text-delta', text };
}

function bytesOfBase64(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), character => character.charCodeAt(0));
}
