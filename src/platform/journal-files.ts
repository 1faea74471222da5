import { appendFile, mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const suffix = '.jsonl';

/** Journals as files in one folder: `<conversation id>.jsonl`. See `JournalFiles` in `host/platform.ts`. */
export class NodeJournalFiles {
  readonly #folder: string;
  readonly #writing = new Map<string, Promise<void>>();

  /** @param folder absolute path; made on first use */
  constructor(folder: string) {
    this.#folder = folder;
  }

  append(id: string, text: string): Promise<void> {
    const before = this.#writing.get(id) ?? this.#prepare(id);
    // One failed write (a full disk, say) must not keep the later ones from being tried.
    const after = before.catch(() => undefined).then(() => appendFile(this.#path(id), text, 'utf8'));
    this.#writing.set(id, after);
    return after;
  }

  async head(id: string, bytes: number): Promise<string> {
    const file = await open(this.#path(id));
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  }

  async read(id: string): Promise<string | undefined> {
    await this.#writing.get(id)?.catch(() => undefined);
    try {
      return await readFile(this.#path(id), 'utf8');
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async list(): Promise<{ id: string; modifiedAt: number }[]> {
    const names = await readdir(this.#folder).catch(error => {
      if (isMissing(error)) return [];
      throw error;
    });
    const entries = names
      .filter(name => name.endsWith(suffix))
      .map(async name => ({
        id: name.slice(0, -suffix.length),
        modifiedAt: (await stat(join(this.#folder, name))).mtimeMs,
      }));
    return (await Promise.all(entries)).sort((a, b) => b.modifiedAt - a.modifiedAt);
  }

  /** Before the first append: makes the folder, and ends a last line that a crash has torn. */
  async #prepare(id: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const file = await open(this.#path(id), 'a+');
    try {
      const { size } = await file.stat();
      if (size === 0) return;
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
      if (buffer.toString() !== '\n') await file.appendFile('\n');
    } finally {
      await file.close();
    }
  }

  #path(id: string): string {
    // Ids are our own, but they come back from a window's stored state: they must not lead out of the folder.
    if (!/^[\w-]+$/.test(id)) throw new Error(`Not a conversation id: ${id}`);
    return join(this.#folder, `${id}${suffix}`);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
