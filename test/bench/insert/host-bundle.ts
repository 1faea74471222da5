import { join } from 'node:path';
import { build } from 'esbuild';
import { repositoryRoot } from '../../../scripts/vscode-server/process-tree.ts';
import type { Host } from '../../e2e/support/host.ts';

/** What runs in the extension host. */
export type HostSide = typeof import('./host-side.ts');

/** Functions of the host side, by name. */
type Action = {
  [Name in keyof HostSide]: HostSide[Name] extends (...args: never[]) => unknown ? Name : never;
}[keyof HostSide];

/** Below the repository, so that VS Code takes what is loaded from there for Runnel's. */
const bundle = join(repositoryRoot, 'out/bench/insert-host.cjs');

/** Bundles what runs in the extension host. */
export async function bundleHostSide(): Promise<void> {
  await build({
    absWorkingDir: repositoryRoot,
    entryPoints: ['test/bench/insert/host-side.ts'],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'error',
  });
}

/** Calls a function of the host side in the extension host. */
export async function inHost<Name extends Action>(
  host: Host,
  name: Name,
  ...[argument]: Parameters<HostSide[Name]>
): Promise<Awaited<ReturnType<HostSide[Name]>>> {
  return host.run(
    async (_vscode, { bundle, name, argument }) => {
      const load = process.getBuiltinModule('node:module').createRequire(bundle);
      return load(bundle)[name](argument);
    },
    { bundle, name, argument },
  );
}
