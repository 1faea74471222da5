import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importedModules, type SourceFile, sourceFiles } from './source-files.ts';

/** What each layer may import besides itself. `src/*.ts` are the entries, which only wire. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  core: [],
  protocol: ['core'],
  platform: ['core'],
  host: ['core', 'protocol'],
  webview: ['core', 'protocol'],
  entry: ['core', 'protocol', 'platform', 'host'],
};

/** What is wrong with a file's imports, in words. */
function violations({ path, text }: SourceFile): string[] {
  const layer = layerOf(path);
  const permitted = allowed[layer];
  if (!permitted) return [`${path} is in no known layer`];
  return importedModules(text).flatMap(module => {
    if (module.startsWith('.')) {
      const target = layerOf(posix.join(posix.dirname(path), module));
      return target === layer || permitted.includes(target) ? [] : [`${path} (${layer}) imports ${module} (${target})`];
    }
    if (module === 'vscode' && layer !== 'host' && layer !== 'entry') return [`${path} (${layer}) imports vscode`];
    if (isBuiltin(module) && layer !== 'platform') return [`${path} (${layer}) imports ${module}`];
    return [];
  });
}

function layerOf(path: string): string {
  const [src, layer, ...rest] = path.split('/');
  if (src !== 'src') return 'outside src';
  return rest.length > 0 ? (layer ?? '') : 'entry';
}

describe('layers', () => {
  test('imports point down only; vscode, Node and the DOM stay where they belong', () => {
    const files = sourceFiles('src');
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap(violations)).toEqual([]);
  });

  test.each([
    ['src/core/a.ts', "import { x } from '../host/b.ts';"],
    ['src/core/a.ts', "import * as vscode from 'vscode';"],
    ['src/core/a.ts', "import { readFile } from 'node:fs';"],
    ['src/host/a.ts', "import { readFile } from 'fs';"],
    ['src/host/a.ts', "const x = await import('../platform/node.ts');"],
    ['src/webview/a.ts', "export { x } from '../host/b.ts';"],
    ['src/platform/a.ts', "import type { X } from '../host/b.ts';"],
    ['src/elsewhere/a.ts', "import { x } from './b.ts';"],
  ])('a wrong import in %s is found', (path, text) => {
    expect(violations({ path, text })).toHaveLength(1);
  });
});
