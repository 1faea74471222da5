// Runs the sample gateway alone, until Ctrl+C.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { wireFormats } from '../src/core/wire/wire-formats.ts';
import { startGateway } from '../test/support/gateway/gateway.ts';

const usage = `Usage: node scripts/gateway.ts [--port 8787] [--key KEY] [--pace TOKENS_PER_SECOND] [--replay FILE]...

  --key     refuse requests without this key
  --pace    how fast answers are written; 80 if not given, 0 for as fast as possible
  --replay  serve a recorded stream, the raw bytes of a body, to whoever asks for replay/<file name>;
            if there is one only, to whoever asks for a model that the gateway does not know, too
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8787' },
    key: { type: 'string' },
    pace: { type: 'string' },
    replay: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', short: 'h' },
  },
});

if (values.help) process.stdout.write(usage);
else await run();

async function run(): Promise<void> {
  const pace = values.pace === undefined ? undefined : Number(values.pace);
  if (pace !== undefined && !(pace >= 0)) throw new Error('--pace is a number of tokens a second.');
  const replay = await Promise.all(
    values.replay.map(async file => ({ name: basename(file), bytes: await readFile(file) })),
  );
  const gateway = await startGateway({
    port: Number(values.port),
    replay,
    ...(values.key === undefined ? {} : { requireKey: values.key }),
    ...(pace === undefined ? {} : { pace: { tokensPerSecond: pace === 0 ? Number.POSITIVE_INFINITY : pace } }),
  });
  console.log('Sample gateway; base URLs by wire format:');
  for (const { id } of Object.values(wireFormats)) console.log(`  ${id.padEnd(22)} ${gateway.baseUrlOf(id)}`);
  console.log(`Put /many before the path for a list of hundreds of models: ${gateway.origin}/many/v1`);
  console.log(`Models: ${gateway.models.join(', ')}; the faults are listed in CONTRIBUTING.md`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void gateway.close());
}
