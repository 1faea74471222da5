import { expect, test } from 'vitest';
import { parseCommand } from '../../../scripts/deltas-command.ts';
import { deltasLine } from '../../../src/core/diagnostics/deltas-line.ts';

test('the command for a recording names its format and its file, whatever the file is called', () => {
  const line = deltasLine('anthropic-messages', "/tmp/it's $HOME.sse");
  expect(line).toBe("npm run --silent deltas -- --format anthropic-messages < '/tmp/it'\\''s $HOME.sse'");
  const [, args = ''] = /-- (.*) </.exec(line) ?? [];
  expect(parseCommand(args.split(' '), {})).toMatchObject({ mode: 'recorded', format: { id: 'anthropic-messages' } });
});
