import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

/**
 * Puts esbuild's own helper functions back into a bundle. With splitting they are a chunk of their own as soon as two
 * bundles need one, and the page would wait for a second request before it shows anything.
 *
 * @param bundle the bundle's path, relative to the working directory of the build
 */
export function inlineHelpers(bundle: string): Plugin {
  return {
    name: 'inline-helpers',
    setup({ onEnd, initialOptions: { absWorkingDir = '', minify, sourcemap, target } }) {
      onEnd(async ({ metafile }) => {
        const output = metafile?.outputs[bundle];
        if (!metafile || !output?.imports.some(isStatic)) return;
        expectOnlyHelpers(bundle, metafile);
        const outfile = join(absWorkingDir, bundle);
        const { metafile: inlined } = await build({
          entryPoints: [outfile],
          absWorkingDir,
          outfile,
          allowOverwrite: true,
          bundle: true,
          metafile: true,
          format: 'esm',
          logLevel: 'silent',
          legalComments: 'none',
          ...(minify !== undefined && { minify }),
          ...(sourcemap !== undefined && { sourcemap }),
          ...(target !== undefined && { target }),
          plugins: [importsStayDynamic],
        });
        output.bytes = inlined.outputs[bundle]?.bytes ?? output.bytes;
      });
    },
  };
}

const importsStayDynamic: Plugin = {
  name: 'imports-stay-dynamic',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ path, kind }) => (kind === 'dynamic-import' ? { path, external: true } : undefined));
  },
};

/** What has a state of its own must not be there twice. */
function expectOnlyHelpers(bundle: string, { outputs }: Metafile): void {
  for (const { path } of outputs[bundle]?.imports.filter(isStatic) ?? []) {
    const inputs = Object.keys(outputs[path]?.inputs ?? {});
    if (inputs.length > 0) throw new Error(`${bundle} shares ${inputs.join(', ')} with what is imported later.`);
  }
}

function isStatic({ kind, external }: { kind: string; external?: boolean }): boolean {
  return kind === 'import-statement' && external !== true;
}
