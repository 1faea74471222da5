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
      build.onLoad({ filter: /.*/, namespace: 'bundle' }, async ({ path }) => {
        const { text, metafile } = await bundleAsText(path, minify);
        built(metafile);
        const watchFiles = Object.keys(metafile.inputs).filter(file => !/node_modules|^left-out:/.test(file));
        return { contents: `export const script = ${JSON.stringify(text)};`, watchFiles };
      });
    },
  };
}
