import { join } from 'node:path';
import { NodeJournalFiles } from './journal-files.ts';
import { createNodeTransport } from './node-transport.ts';
import { NodeStateFile } from './state-file.ts';

/** Where to keep what, as absolute paths. Each is made on first use. */
export interface PlatformFolders {
  /** One journal for each conversation, shared by all windows. */
  conversations: string;
  /** What one window remembers; undefined where it remembers nothing. */
  window: string | undefined;
}

/** The desktop's and the remote server's platform. See `Platform` in `host/platform.ts`. */
export function createNodePlatform(folders: PlatformFolders) {
  return {
    transport: createNodeTransport(),
    journals: new NodeJournalFiles(folders.conversations),
    windowState: folders.window === undefined ? undefined : new NodeStateFile(join(folders.window, 'window.json')),
    environment: (name: string) => process.env[name] || undefined,
  };
}
