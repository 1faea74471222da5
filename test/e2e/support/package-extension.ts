import { join } from 'node:path';
import { runTool } from '../../../scripts/run-tool.ts';

/** Builds what goes out, packs it into a .vsix in `directory`, and puts the development build back. */
export async function packageExtension(directory: string): Promise<string> {
  const vsix = join(directory, 'runnel.vsix');
  try {
    if ((await runTool(['npm', 'run', '--silent', 'package', '--', '--out', vsix])) !== 0) {
      throw new Error('Runnel was not packaged: see above.');
    }
  } finally {
    await runTool([process.execPath, 'esbuild.js']);
  }
  return vsix;
}
