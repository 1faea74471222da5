import { spawnSync } from 'node:child_process';
import { decodeRecorded, printItems } from '../../../scripts/deltas.ts';
import { parseCommand } from '../../../scripts/deltas-command.ts';
import type { StreamItem } from '../../../src/core/delta.ts';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';

/** The sizes, in bytes, that a recording is cut into: not at all, and what splits lines, characters and packets. */
export const chunkings = [undefined, 1, 7, 1000];

/** `DELTAS_CLI=1` sends every row through the command itself: minutes rather than seconds. */
const throughCli = process.env.DELTAS_CLI === '1';

/**
 * What `npm run deltas` makes of a recording.
 *
 * @param framing as the index describes it
 */
export async function runDeltas(
  format: WireFormatId,
  framing: string,
  chunk: number | undefined,
  body: Uint8Array,
): Promise<{ status: number; items: StreamItem[] }> {
  const frames = framing.startsWith('lines') ? ['--frames', 'jsonl'] : [];
  const args = ['--format', format, ...frames, ...(chunk === undefined ? [] : ['--chunk', String(chunk)])];
  const { status, output } = throughCli ? runCli(args, body) : await runHere(args, body);
  const lines = output.split('\n').filter(line => line !== '');
  return { status, items: lines.map(line => JSON.parse(line) as StreamItem) };
}

function runCli(args: string[], input: Uint8Array): { status: number; output: string } {
  const maxBuffer = 256 * 1024 * 1024;
  const { status, stdout } = spawnSync('node', ['scripts/deltas.ts', ...args], { input, encoding: 'utf8', maxBuffer });
  return { status: status ?? -1, output: stdout };
}

async function runHere(args: string[], body: Uint8Array): Promise<{ status: number; output: string }> {
  const command = parseCommand(args, {});
  if (command.mode !== 'recorded') throw new Error('These arguments are for a recording');
  async function* input() {
    yield body;
  }
  let output = '';
  const status = await printItems(decodeRecorded(input(), command), async line => {
    output += line;
  });
  return { status, output };
}
