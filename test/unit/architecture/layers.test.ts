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

/**
 * The folders of `core`, and which of them each may import; the files beside them, such as `delta.ts`, are for all. The
 * wire formats know nothing of each other, except that Mistral's is a dialect of chat completions.
 */
const allowedInCore: Readonly<Record<string, readonly string[]>> = {
  '': [],
  wire: [''],
  transport: ['', 'wire'],
  conversation: ['', 'wire', 'transport'],
  providers: ['', 'wire', 'transport'],
  diagnostics: ['', 'wire', 'transport', 'providers'],
  insertion: [''],
};
const dialects: Readonly<Record<string, string>> = { mistral: 'openai-chat' };

/** What is wrong with the imports between the folders of `core`. */
function violationsInCore({ path, text }: SourceFile): string[] {
  const [folder, format] = foldersInCore(path);
  return importedModules(text).flatMap(module => {
    const target = posix.join(posix.dirname(path), module);
    if (!module.startsWith('.') || !target.startsWith('src/core/')) return [];
    const [toFolder, toFormat] = foldersInCore(target);
    if (folder !== toFolder) return allowedInCore[folder]?.includes(toFolder) ? [] : [`${path} imports ${module}`];
    const isOwn = toFormat === format || toFormat === '' || toFormat === dialects[format] || path === formatTable;
    return folder !== 'wire' || isOwn ? [] : [`${path} imports ${module}, another wire format`];
  });
}

const formatTable = 'src/core/wire/wire-formats.ts';

/** The folder in `core`, and within it, of a file; empty where it is in none. */
function foldersInCore(path: string): [string, string] {
  const [, , folder = '', format = '', ...rest] = [...path.split('/').slice(0, -1)];
  return [folder, rest.length > 0 ? 'too deep' : format];
}

/** The files that import each other in a circle, if any do. */
function findCircle(files: readonly SourceFile[]): string[] {
  const imports = new Map(
    files.map(({ path, text }) => [
      path,
      importedModules(text)
        .filter(module => module.startsWith('.'))
        .map(module => posix.join(posix.dirname(path), module)),
    ]),
  );
  const finished = new Set<string>();
  const walk = (path: string, way: readonly string[]): string[] => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (finished.has(path)) return [];
    for (const next of imports.get(path) ?? []) {
      const circle = walk(next, [...way, path]);
      if (circle.length > 0) return circle;
    }
    finished.add(path);
    return [];
  };
  for (const path of imports.keys()) {
    const circle = walk(path, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

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

/** What the renderer, which could be published on its own, imports besides itself. */
function importsOfRenderer(files: readonly SourceFile[]): Set<string> {
  return new Set(
    files
      .flatMap(({ path, text }) =>
        importedModules(text).map(module =>
          module.startsWith('.') ? posix.join(posix.dirname(path), module) : module,
        ),
      )
      .filter(module => !module.startsWith(renderer)),
  );
}

const renderer = 'src/webview/markdown/';

describe('layers', () => {
  test('imports point down only; vscode, Node and the DOM stay where they belong', () => {
    const files = sourceFiles('src');
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap(violations)).toEqual([]);
  });

  test('the folders of core have an order, and no files import each other in a circle', () => {
    const files = sourceFiles('src');
    expect(files.filter(({ path }) => path.startsWith('src/core/')).flatMap(violationsInCore)).toEqual([]);
    expect(findCircle(files)).toEqual([]);
  });

  test('the renderer knows nothing of the project, and one package', () => {
    const own = sourceFiles('src').filter(({ path }) => path.startsWith(renderer));
    expect([...importsOfRenderer(own)]).toEqual(['markdown-it']);
    const text = "import { x } from '../dom.ts';";
    expect([...importsOfRenderer([{ path: `${renderer}a.ts`, text }])]).toEqual(['src/webview/dom.ts']);
  });

  test.each([
    ['src/core/delta.ts', "import type { x } from './wire/b.ts';"],
    ['src/core/wire/a.ts', "import type { x } from '../transport/b.ts';"],
    ['src/core/transport/a.ts', "import { x } from '../conversation/b.ts';"],
    ['src/core/wire/openai-responses/a.ts', "import { x } from '../openai-chat/b.ts';"],
    ['src/core/wire/a.ts', "import { x } from './openai-chat/b.ts';"],
    ['src/core/new/a.ts', "import { x } from '../delta.ts';"],
  ])('a wrong import within core in %s is found', (path, text) => {
    expect(violationsInCore({ path, text })).toHaveLength(1);
  });

  test('a circle is found', () => {
    const files = [
      { path: 'src/a.ts', text: "import './b.ts';" },
      { path: 'src/b.ts', text: "import type { x } from './c.ts';" },
      { path: 'src/c.ts', text: "import './b.ts';" },
    ];
    expect(findCircle(files)).toEqual(['src/b.ts', 'src/c.ts', 'src/b.ts']);
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
