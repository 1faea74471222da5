import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A JSON document in a file. See `StateFile` in `host/platform.ts`. */
export class NodeStateFile {
  readonly #path: string;
  #next: { value: unknown } | undefined;
  #writing: Promise<void> | undefined;

  /** @param path absolute; its folder is made on first use */
  constructor(path: string) {
    this.#path = path;
  }

  async read(): Promise<unknown> {
    try {
      return JSON.parse(await readFile(this.#path, 'utf8'));
    } catch {
      // Not there yet, or damaged: what a window remembers is a convenience, and it begins anew.
      return undefined;
    }
  }

  write(value: unknown): Promise<void> {
    this.#next = { value };
    this.#writing ??= this.#writeAll();
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      while (this.#next) {
        const { value } = this.#next;
        this.#next = undefined;
        // A reader never sees half a document, and another window writes a draft of its own.
        const draft = `${this.#path}.${process.pid}.new`;
        await writeFile(draft, JSON.stringify(value), 'utf8');
        await rename(draft, this.#path);
      }
    } finally {
      this.#writing = undefined;
    }
  }
}
