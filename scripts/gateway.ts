/** Runs the sample gateway alone: `node scripts/gateway.ts [--port 8787] [--key KEY] [--rate TOKENS_PER_SECOND]`. */
import { parseArgs } from 'node:util';
import { startGateway } from '../test/support/gateway/gateway.ts';

const { values } = parseArgs({
  options: { port: { type: 'string' }, key: { type: 'string' }, rate: { type: 'string' } },
});

const gateway = await startGateway({
  port: Number(values.port ?? 8787),
  ...(values.key === undefined ? {} : { requireKey: values.key }),
  ...(values.rate === undefined ? {} : { pace: { tokensPerSecond: Number(values.rate) } }),
});

console.log(`Sample gateway, base URL ${gateway.baseUrl}`);
console.log(`Models: ${gateway.models.join(', ')}; the faults are listed in CONTRIBUTING.md`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void gateway.close());
