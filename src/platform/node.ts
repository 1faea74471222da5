import { join } from 'node:path';
import { createChosenTransport, type PlatformNetwork } from './chosen-transport.ts';
import { NodeJournalFiles } from './journal-files.ts';
import { createConnectionProbe } from './probe.ts';
import { NodeStateFile } from './state-file.ts';

/** Where to keep what, as absolute paths. Each is made on first use. */
export interface PlatformFolders {
  /** One journal for each conversation, shared by all windows. */
  conversations: string;
  /** The file with what providers said of their models, shared by all windows. */
  modelLists: string;
  /** What one window remembers; undefined where it remembers nothing. */
  window: string | undefined;
}

/** The desktop's and the remote server's platform. See `Platform` in `host/platform.ts`. */
export function createNodePlatform(folders: PlatformFolders, network: PlatformNetwork) {
  const { window } = folders;
  const windowFile = (name: string) => (window === undefined ? undefined : new NodeStateFile(join(window, name)));
  const environment = (name: string) => process.env[name] || undefined;
  return {
    transport: createChosenTransport(network, environment),
    probe: createConnectionProbe({ settings: network.settings, environment }),
    journals: new NodeJournalFiles(folders.conversations),
    windowState: windowFile('window.json'),
    windowAttachments: windowFile('attachments.json'),
    modelLists: new NodeStateFile(folders.modelLists),
    environment,
  };
}
