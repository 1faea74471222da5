import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const files: Readonly<Record<string, string>> = {
  'README.md': `# Sample workspace

Something to ask about: select a few lines and run "Runnel: Ask About Selection…", or put the cursor in an empty line and
run "Runnel: Generate at Cursor…". This directory is made by \`npm start\`; what you change here stays.
`,
  'src/queue.ts': `/** A first-in, first-out queue of limited length. */
export class Queue<T> {
  readonly #limit: number;
  readonly #items: T[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Adds an item; the oldest one goes when the queue is full. */
  push(item: T): void {
    if (this.#items.length > this.#limit) this.#items.shift();
    this.#items.push(item);
  }

  /** The average length of the items, as text. */
  averageLength(): number {
    let sum = 0;
    for (const item of this.#items) sum += String(item).length;
    return sum / this.#items.length;
  }
}
`,
  'scripts/report.py': `"""Counts the words of a text file."""

import sys
from collections import Counter


def count(path):
    with open(path) as file:
        return Counter(file.read().split())


if __name__ == "__main__":
    for word, times in count(sys.argv[1]).most_common(10):
        print(f"{times:6} {word}")
`,
};

/** Makes a small workspace to try things on; files that are there already are left as they are. */
export async function makeSampleWorkspace(folder: string): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    if (existsSync(file)) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
