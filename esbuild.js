// Builds everything that is bundled. Usage: node esbuild.js [--watch] [--production]
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { context } from 'esbuild';
import { bundlesAsText } from './scripts/bundle-as-text.ts';
import { inlineHelpers } from './scripts/inline-helpers.ts';
import { thirdPartyNotices } from './scripts/third-party-notices.ts';

const root = dirname(fileURLToPath(import.meta.url));
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const unknown = process.argv.slice(2).filter(argument => !['--watch', '--production'].includes(argument));
if (unknown.length > 0) {
  console.error(`esbuild.js: unknown argument ${unknown.join(' ')}. It takes --watch and --production.`);
  process.exit(2);
}

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  minify: production,
  // The production build is what goes into the .vsix: no source maps there.
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'silent',
};

/** What VS Code 1.105's extension host runs on. */
/** @type {import('esbuild').BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  external: ['vscode'],
  // `jsonc-parser`'s other form hides its own modules from a bundler.
  mainFields: ['module', 'main'],
};

/**
 * Leaves `import('./platform/node.ts')` to run time, as a bundle of its own: the HTTP client is by far the largest part
 * of the host, and activation must not pay for it.
 *
 * @type {import('esbuild').Plugin}
 */
const platformOnFirstUse = {
  name: 'platform-on-first-use',
  setup(build) {
    build.onResolve({ filter: /\/platform\/node\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './platform-node.cjs', external: true } : undefined,
    );
  },
};

/**
 * Leaves the other formats of KaTeX's fonts out: every VS Code reads WOFF2.
 *
 * @type {import('esbuild').Plugin}
 */
const katexFontsAsWoff2 = {
  name: 'katex-fonts-as-woff2',
  setup(build) {
    build.onLoad({ filter: /[\\/]katex\.css$/ }, async ({ path }) => {
      const css = await readFile(path, 'utf8');
      const contents = css.replaceAll(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\([^)]*\)/g, '');
      return { contents, loader: 'css' };
    });
  },
};

/** Each test file is a bundle of its own, so that mocha loads, names and reports them one by one. */
function testEntries() {
  const folder = join(root, 'test/vscode');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.filter(file => file === 'index.ts' || file.endsWith('.test.ts')).map(file => `test/vscode/${file}`);
}

/** What is inside bundles that stand as text in others. @type {import('esbuild').Metafile[]} */
const nested = [];

/** @type {Record<string, import('esbuild').BuildOptions>} */
const bundles = {
  host: {
    ...node,
    entryPoints: { extension: 'src/extension.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    // Written as `require`: VS Code's hooks on module loading see that in every version, `import()` only in newer ones.
    supported: { 'dynamic-import': false },
    plugins: [platformOnFirstUse],
  },
  platform: {
    ...node,
    entryPoints: { 'platform-node': 'src/platform/node.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
  },
  webview: {
    ...common,
    platform: 'browser',
    target: 'chrome138',
    // What is large and not for the first paint (grammars, formulas, diagrams) is imported when it is wanted.
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    entryPoints: [
      { in: 'src/webview/main.ts', out: 'main' },
      { in: 'media/panel.css', out: 'main' },
      { in: 'katex/dist/katex.css', out: 'chunks/katex' },
    ],
    outdir: 'dist/webview',
    loader: { '.ttf': 'file', '.woff2': 'file' },
    assetNames: '[name]',
    plugins: [
      katexFontsAsWoff2,
      bundlesAsText(production, metafile => nested.push(metafile)),
      inlineHelpers('dist/webview/main.js'),
    ],
  },
};
if (!production) {
  bundles.tests = {
    ...node,
    entryPoints: testEntries(),
    outdir: 'out/test',
    outExtension: { '.js': '.cjs' },
    // Installed where the tests run; the platform is bundled in, since no dist/ lies beside them.
    external: ['vscode', 'mocha'],
    minify: false,
  };
}

/** One line of sizes, such as `dist/extension.cjs 41 kB`; source maps are left out, and chunks and fonts summed up by folder. */
function sizeLine(/** @type {import('esbuild').Metafile[]} */ metafiles) {
  /** @type {Map<string, { bytes: number, files: number }>} */
  const sizes = new Map();
  for (const [file, { bytes }] of metafiles.flatMap(metafile => Object.entries(metafile.outputs))) {
    if (!file.startsWith('dist/') || file.endsWith('.map')) continue;
    const name = /\/chunks\/|\.woff2$/.test(file) ? `${dirname(file)}/*${extname(file)}` : file;
    const sum = sizes.get(name) ?? { bytes: 0, files: 0 };
    sizes.set(name, { bytes: sum.bytes + bytes, files: sum.files + 1 });
  }
  const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
  return [...sizes]
    .map(([name, { bytes, files }]) => `${name} ${kilobytes(bytes)}${files > 1 ? ` (${files} files)` : ''}`)
    .join(', ');
}

/** Removes bundles of test files that are no longer there, or mocha would go on running them. */
function removeStaleTests(/** @type {import('esbuild').Metafile} */ metafile) {
  const folder = join(root, 'out/test');
  if (!existsSync(folder)) return;
  const wanted = new Set(Object.keys(metafile.outputs).map(file => basename(file)));
  for (const file of readdirSync(folder)) {
    if (!wanted.has(file)) rmSync(join(folder, file), { recursive: true });
  }
}

/** Prints what went wrong where, in the form that `.vscode/tasks.json` matches. */
function report(/** @type {string} */ name, /** @type {import('esbuild').Message[]} */ messages, kind = 'ERROR') {
  for (const { text, location, notes } of messages) {
    console.error(`✘ [${kind}] ${name}: ${text}`);
    if (location) {
      const file = relative(process.cwd(), join(root, location.file));
      console.error(`    ${file}:${location.line}:${location.column + 1}:\n      ${location.lineText.trim()}`);
    }
    for (const note of notes) console.error(`    ${note.text}`);
  }
}

if (watch) await watchAll();
else process.exitCode = (await buildAll()) ? 0 : 1;

async function buildAll() {
  const started = performance.now();
  // The names of chunks change with their content, and all that lie there are packaged.
  rmSync(join(root, 'dist/webview/chunks'), { recursive: true, force: true });
  const results = await Promise.all(
    Object.entries(bundles).map(async ([name, options]) => {
      const build = await context(options);
      try {
        const result = await build.rebuild();
        report(name, result.warnings, 'WARNING');
        if (name === 'tests') removeStaleTests(result.metafile);
        return result.metafile;
      } catch (error) {
        report(name, error.errors ?? [{ text: String(error), location: null, notes: [] }]);
        return undefined;
      } finally {
        await build.dispose();
      }
    }),
  );
  const built = results.filter(metafile => metafile !== undefined);
  if (built.length < results.length) {
    console.error(`Build failed: ${results.length - built.length} of ${results.length} bundles have errors.`);
    return false;
  }
  if (production)
    writeFileSync(join(root, 'dist/THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, [...built, ...nested]));
  console.log(`${sizeLine(built)} (built in ${Math.round(performance.now() - started)} ms)`);
  return true;
}

async function watchAll() {
  /** Bundles that are being built: the problem matcher wants one begin and one end for all of them together. */
  let building = 0;
  for (const [name, options] of Object.entries(bundles)) {
    /** @type {import('esbuild').Plugin} */
    const announce = {
      name: 'announce',
      setup(build) {
        build.onStart(() => {
          if (building++ === 0) console.log('[watch] build started');
        });
        build.onEnd(result => {
          report(name, result.warnings, 'WARNING');
          report(name, result.errors);
          if (--building === 0) console.log('[watch] build finished');
        });
      },
    };
    const build = await context({ ...options, plugins: [...(options.plugins ?? []), announce] });
    await build.watch();
  }
}
