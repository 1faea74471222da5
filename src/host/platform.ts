import type { ConnectionProbe } from '../core/diagnostics/connection-probe.ts';
import type { Transport } from '../core/transport/transport.ts';

/** What differs between hosts (desktop and remote; later the web), loaded on first use and not before. */
export interface Platform {
  /** Sends every request as the settings of that moment say. */
  transport: Transport;
  /** Connects as Runnel's own transport does, step by step; undefined on a host that cannot see these steps. */
  probe: ConnectionProbe | undefined;
  journals: JournalFiles;
  /** What this window remembers, as one JSON document; undefined for a window that has no place for it. */
  windowState: StateFile | undefined;
  /** What is put beside this window's next questions; apart from the rest, since it may be long. */
  windowAttachments: StateFile | undefined;
  /** What providers said of their models; for all windows. */
  modelLists: StateFile;
  /** A variable of the host's environment, if it is set and not empty. */
  environment(name: string): string | undefined;
}

/** `undici`: Runnel's own, with VS Code's settings. `vscode`: VS Code's own `fetch`, which knows PAC scripts and Kerberos. */
export type TransportKind = 'undici' | 'vscode';

/** A JSON document on disk. It is written at once and whole, so that it also outlives a crash of the window. */
export interface StateFile {
  /** The document; undefined where there is none, or none that can be read. */
  read(): Promise<unknown>;
  /** Replaces the document. Calls made while one is being written are carried out as one, with the last value. */
  write(value: unknown): Promise<void>;
}

/** Append-only files, one per conversation, in the extension's global storage. */
export interface JournalFiles {
  /**
   * Appends lines to a conversation's file, making it if need be. Calls for one file are carried out in their order. A last
   * line that was torn by a crash is ended first, so that it spoils no more than itself.
   */
  append(id: string, text: string): Promise<void>;
  /** The beginning of a file, at most `bytes` long; cut anywhere. */
  head(id: string, bytes: number): Promise<string>;
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
