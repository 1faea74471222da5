import { readdir } from 'node:fs/promises';
import { build } from 'esbuild';
import { bundlesAsText } from '../../../scripts/bundle-as-text.ts';
import { repositoryRoot } from '../../../scripts/vscode-server/process-tree.ts';

/** Files of a site by their path, such as `/runnel.js`. */
export type Site = ReadonlyMap<string, Uint8Array>;

/**
 * Bundles modules as pages get them, with the panel's stylesheet as `/panel.css`. They are in production mode: React is
 * several times slower otherwise.
 *
 * @param entries files below the repository by the name they get
 */
export async function bundlePages(entries: Readonly<Record<string, string>>): Promise<Site> {
  const { outputFiles } = await build({
    absWorkingDir: repositoryRoot,
    entryPoints: { ...entries, panel: 'media/panel.css' },
    bundle: true,
    write: false,
    outdir: '/site',
    format: 'esm',
    splitting: true,
    minify: true,
    // A profile is of use only with names.
    keepNames: true,
    platform: 'browser',
    target: 'chrome138',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.ttf': 'file', '.woff': 'file', '.woff2': 'file' },
    plugins: [bundlesAsText(true, () => undefined)],
    legalComments: 'none',
    logLevel: 'error',
  });
  return new Map(outputFiles.map(({ path, contents }) => [path.slice('/site'.length), contents]));
}

/** The whole panel on a page, and the worker that plays its host. */
export const panelEntries = {
  'runnel-panel': 'test/bench/render/panel-page/panel-page.ts',
  'panel-host': 'test/bench/render/panel-page/panel-host.ts',
};

/** All candidates, by file name. */
export async function candidateEntries(): Promise<Record<string, string>> {
  const folder = 'test/bench/render/page/candidates';
  const files = await readdir(`${repositoryRoot}/${folder}`);
  const entries = files.map(file => [file.replace(/\.ts$/, ''), `${folder}/${file}`]);
  return { ...Object.fromEntries(entries), ...panelEntries };
}
