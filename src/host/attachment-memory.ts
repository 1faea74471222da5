import type { Attachment } from '../core/conversation/conversation.ts';
import { asArray, asCount, asObject, asText } from '../core/wire/json.ts';
import type { Log } from './log.ts';
import type { Platform } from './platform.ts';

type MemoryPlatform = Pick<Platform, 'windowAttachments'>;

/**
 * Remembers what is put beside the next questions of a window's chats, on disk: it outlives a reload as the draft does. In a
 * file apart from the drafts, which change with every key. As long as `NextQuestion` lets it become, for each chat.
 */
export class AttachmentMemory {
  readonly #platform: () => Promise<MemoryPlatform>;
  readonly #log: Pick<Log, 'error'>;
  #memory: Promise<Map<string, readonly Attachment[]>> | undefined;
  #written: Promise<void> = Promise.resolve();

  constructor(platform: () => Promise<MemoryPlatform>, log: Pick<Log, 'error'>) {
    this.#platform = platform;
    this.#log = log;
  }

  /** @param chat which chat of the window */
  async read(chat: string): Promise<readonly Attachment[]> {
    return (await this.#read()).get(chat) ?? [];
  }

  /** Replaces what is remembered for a chat; nothing is kept of one without attachments. */
  remember(chat: string, attachments: readonly Attachment[]): void {
    const written = this.#write(chat, attachments).catch(error => {
      this.#log.error(`What is attached could not be saved: ${String(error)}`);
    });
    this.#written = Promise.all([this.#written, written]).then(() => undefined);
  }

  /** Resolves when all is written. */
  async flush(): Promise<void> {
    await this.#written;
  }

  #read(): Promise<Map<string, readonly Attachment[]>> {
    this.#memory ??= this.#platform().then(async ({ windowAttachments }) =>
      parseMemory(await windowAttachments?.read()),
    );
    return this.#memory;
  }

  async #write(chat: string, attachments: readonly Attachment[]): Promise<void> {
    const memory = await this.#read();
    if (attachments.length === 0 && !memory.has(chat)) return;
    if (attachments.length === 0) memory.delete(chat);
    else memory.set(chat, attachments);
    await (await this.#platform()).windowAttachments?.write(Object.fromEntries(memory));
  }
}

function parseMemory(value: unknown): Map<string, readonly Attachment[]> {
  const chats = Object.entries(asObject(value) ?? {});
  return new Map(chats.map(([chat, attachments]) => [chat, asArray(attachments).flatMap(parseAttachment)]));
}

/** It is our own writing, and may be that of another version. */
function parseAttachment(value: unknown): Attachment[] {
  const { label, languageId, startLine, endLine, text, scope, whole, uri } = asObject(value) ?? {};
  const [start, end] = [asCount(startLine), asCount(endLine)];
  if (typeof label !== 'string' || typeof languageId !== 'string' || typeof text !== 'string') return [];
  if (start === undefined || end === undefined) return [];
  const attachment: Attachment = { label, languageId, startLine: start, endLine: end, text };
  const [name, address] = [asText(scope), asText(uri)];
  if (name !== undefined) attachment.scope = name;
  if (address !== undefined) attachment.uri = address;
  if (whole === true) attachment.whole = true;
  return [attachment];
}
