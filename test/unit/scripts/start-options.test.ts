import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readStartOptions, usage } from '../../../scripts/start-options.ts';

describe('options of npm start', () => {
  test('none', () => expect(readStartOptions([])).toEqual({ desktop: false, noOpen: false, manyModels: false }));

  test('all', () =>
    expect(readStartOptions(['--desktop', '--no-open', '--many-models'])).toEqual({
      desktop: true,
      noOpen: true,
      manyModels: true,
    }));

  test.each(['--help', '-h'])('%s is asked for before anything is built', option => {
    const { status, stdout, stderr } = runStart(option);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: usage, stderr: '' });
  });

  test('an unknown one is named, without a stack trace', () => {
    const { status, stderr } = runStart('--no-such');
    expect(status).toBe(2);
    expect(stderr).toContain("'--no-such'");
    expect(stderr).toContain(usage);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

function runStart(option: string) {
  const script = join(import.meta.dirname, '../../../scripts/start.ts');
  return spawnSync(process.execPath, [script, option], { encoding: 'utf8' });
}
