import type { WireFormatId } from '../wire/wire-format.ts';
import { shellWord } from './shell.ts';

/** The command line that prints a recorded stream as deltas, for a POSIX shell in Runnel's repository. */
export function deltasLine(format: WireFormatId, path: string): string {
  return `npm run --silent deltas -- --format ${format} < ${shellWord([path])}`;
}
