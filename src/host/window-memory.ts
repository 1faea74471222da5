import { AttachmentMemory } from './attachment-memory.ts';
import type { Log } from './log.ts';
import type { Platform } from './platform.ts';

/** The chat of the view among those of editor tabs, which have the names of the conversations they show. */
export const viewChatName = 'view';

/** What a window remembers about its chats. */
export interface ViewMemory {
  /** The conversation shown; undefined for an empty one. */
  conversationId: string | undefined;
  /** What stands in the composer. */
  draft: string;
  /** What stands in the composers of editor tabs, by the conversations they show; nothing for an empty one. */
  tabDrafts: Readonly<Record<string, string>>;
}

/**
 * Remembers what the chat view shows and what has been typed in all chats, on disk and at once. VS Code's own memory of views is written with a delay: after a
 * reload of a browser's window the last seconds would be missing.
 */
export class WindowMemory {
  /** What is put beside the next questions, by the names of the chats: see {@link viewChatName}. */
  readonly attachments: AttachmentMemory;
  readonly #platform: () => Promise<Platform>;
  readonly #log: Log;
  #memory: Promise<ViewMemory> | undefined;
  #written: Promise<void> = Promise.resolve();

  constructor(platform: () => Promise<Platform>, log: Log) {
    this.#platform = platform;
    this.#log = log;
    this.attachments = new AttachmentMemory(platform, log);
  }

  /** What is remembered; read from disk the first time. */
  read(): Promise<ViewMemory> {
    this.#memory ??= this.#platform().then(async ({ windowState }) => parseMemory(await windowState?.read()));
    return this.#memory;
  }

  /** Changes the draft of the editor tab that shows this conversation; an empty one is forgotten. */
  async rememberTabDraft(conversationId: string, draft: string): Promise<void> {
    const memory = await this.read();
    const { [conversationId]: before = '', ...others } = memory.tabDrafts;
    if (before === draft) return;
    // At once, since a second change may be waiting for the same memory.
    memory.tabDrafts = draft === '' ? others : { ...others, [conversationId]: draft };
    this.remember({});
  }

  /** Changes what is remembered. */
  remember(change: Partial<ViewMemory>): void {
    this.#written = this.#write(change).catch(error => {
      this.#log.error(`What the chat view shows could not be saved: ${String(error)}`);
    });
  }

  /** Resolves when all is written. */
  async flush(): Promise<void> {
    await Promise.all([this.#written, this.attachments.flush()]);
  }

  async #write(change: Partial<ViewMemory>): Promise<void> {
    const memory = await this.read();
    Object.assign(memory, change);
    await (await this.#platform()).windowState?.write(memory);
  }
}

function parseMemory(value: unknown): ViewMemory {
  const memory: ViewMemory = { conversationId: undefined, draft: '', tabDrafts: {} };
  if (typeof value !== 'object' || value === null) return memory;
  if ('conversationId' in value && typeof value.conversationId === 'string')
    memory.conversationId = value.conversationId;
  if ('draft' in value && typeof value.draft === 'string') memory.draft = value.draft;
  if ('tabDrafts' in value && typeof value.tabDrafts === 'object' && value.tabDrafts !== null) {
    const isDraft = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';
    memory.tabDrafts = Object.fromEntries(Object.entries(value.tabDrafts).filter(isDraft));
  }
  return memory;
}
