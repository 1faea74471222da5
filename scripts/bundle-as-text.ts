import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

/** A script that has everything it needs in itself, as text. */
interface Bundle {
  text: string;
  metafile: Metafile;
}

/** The suffix that asks for a module as a script of its own, in text form. */
export const bundleSuffix = '?bundle';

/**
 * Bundles a module for a place without files, such as a sandboxed frame: one script, safe inside a `script` element.
 *
 * @throws Error when it does not build, or when its text would end the element
 */
export async function bundleAsText(file: string, minify: boolean): Promise<Bundle> {
  const result = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    metafile: true,
    minify,
    format: 'iife',
    platform: 'browser',
    target: 'chrome138',
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [withoutLargeOptions],
  });
  const text = result.outputFiles[0]?.text ?? '';
  if (/<\/script|<!--[\s\S]*<script/i.test(text)) throw new Error(`${file} cannot stand inside a script element.`);
  return { text, metafile: result.metafile };
}

/**
 * Leaves out what only a rare diagram asks for: a second layout engine, as large as all the rest, and formulas in labels.
 */
const withoutLargeOptions: Plugin = {
  name: 'without-large-options',
  setup(build) {
    const filter = /^(?:elkjs|katex)(?:\/|$)/;
    build.onResolve({ filter }, ({ path }) => ({ path, namespace: 'left-out' }));
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => {
      const message = JSON.stringify(`${path.split('/', 1)[0]} is not part of Runnel`);
      return { contents: `export default class { constructor() { throw new Error(${message}); } }` };
    });
  },
};

/** Makes `import('./module.ts?bundle')` give a `script`, the text of the module's bundle; tells the metafile of each. */
export function bundlesAsText(minify: boolean, built: (metafile: Metafile) => void): Plugin {
  return {
    name: 'bundles-as-text',
    setup(build) {
      build.onResolve({ filter: /\?bundle$/ }, async ({ path, resolveDir }) => {
        const resolved = await build.resolve(path.slice(0, -bundleSuffix.length), {
          resolveDir,
          kind: 'import-statement',
        });
        return { path: resolved.path, namespace: 'bundle', errors: resolved.errors };
      });
      /** What was built last, for as long as its own files stay as they were: a library takes seconds. */
      const cache = new Map<string, { bundle: Bundle; watchFiles: string[]; times: string }>();
      build.onLoad({ filter: /.*/, namespace: 'bundle' }, async ({ path }) => {
        let entry = cache.get(path);
        if (!entry || entry.times !== timesOf(entry.watchFiles)) {
          const bundle = await bundleAsText(path, minify);
          const watchFiles = ownFiles(bundle.metafile);
          entry = { bundle, watchFiles, times: timesOf(watchFiles) };
          cache.set(path, entry);
        }
        const { bundle, watchFiles } = entry;
        built(bundle.metafile);
        return { contents: `export const script = ${JSON.stringify(bundle.text)};`, watchFiles };
      });
    },
  };
}

/** The files of a bundle that change under a running build: not those of packages. */
function ownFiles({ inputs }: Metafile): string[] {
  const files = Object.keys(inputs).filter(file => !/node_modules|^left-out:/.test(file));
  return files.map(file => resolve(file));
}

/** When these files were last changed; another text when one of them is gone. */
function timesOf(files: readonly string[]): string {
  return files.map(file => statSync(file, { throwIfNoEntry: false })?.mtimeMs).join();
}
