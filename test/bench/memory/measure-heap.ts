import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import type { HeapGrowth } from './heap-growth.ts';

/** What the heap may grow by, in bytes, however long a stream is: the noise of a virtual machine that runs on. */
export const allowedGrowth = 2 * 1024 * 1024;

/** Streams so many deltas of text, and of reasoning, of each format in a process of its own, and says by how much its heap grew. */
export async function measureHeap(deltas: number, formats: readonly WireFormatId[]): Promise<HeapGrowth[]> {
  const script = `${import.meta.dirname}/heap-growth.ts`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, String(deltas), ...formats]);
  const growths: HeapGrowth[] = JSON.parse(stdout);
  if (growths.length !== 2 * formats.length) throw new Error(`Not all of ${formats.join(', ')} were measured`);
  return growths;
}
