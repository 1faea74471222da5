import type { Transport } from '../core/transport/transport.ts';

/** What differs between hosts (desktop and remote; later the web), loaded on first use and not before. */
export interface Platform {
  transport: Transport;
  journals: JournalFiles;
  /** A variable of the host's environment, if it is set and not empty. */
  environment(name: string): string | undefined;
}

/** Append-only files, one per conversation, in the extension's global storage. */
export interface JournalFiles {
  /** Appends to a conversation's file, making it if need be. Calls for one file are carried out in their order. */
  append(id: string, text: string): Promise<void>;
  /** The whole file, or undefined where there is none. */
  read(id: string): Promise<string | undefined>;
  /** All conversations there are, the last written first. */
  list(): Promise<JournalEntry[]>;
}

/** A conversation's file. */
export interface JournalEntry {
  id: string;
  /** When it was last written, in milliseconds since the epoch. */
  modifiedAt: number;
}
