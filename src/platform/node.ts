import { NodeJournalFiles } from './journal-files.ts';
import { createNodeTransport } from './node-transport.ts';

/** The desktop's and the remote server's platform. See `Platform` in `host/platform.ts`. */
export function createNodePlatform(storageFolder: string) {
  return {
    transport: createNodeTransport(),
    journals: new NodeJournalFiles(storageFolder),
    environment: (name: string) => process.env[name] || undefined,
  };
}
