import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNodeTransport } from '../../../src/platform/node-transport.ts';
import { type Gateway, startGateway } from '../../support/gateway/gateway.ts';
import { ownCases } from './support/own-cases.ts';
import { checkWireCase, type WireCase } from './support/wire-case.ts';

/** Hostile bytes through the whole chain: socket, transport, framing, decoder, clocks. */

const sharedFile = new URL('../../../../shared/fixtures/nasty/cases.json', import.meta.url);

let gateway: Gateway;
const transport = createNodeTransport();
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(async () => {
  await transport.close();
  await gateway.close();
});

describe('our own', () => {
  test.each(ownCases.map(wireCase => [wireCase.id, wireCase] as const))('%s', async (_, wireCase) => {
    await checkWireCase(wireCase, gateway, transport);
  });
});

describe.runIf(existsSync(sharedFile))('the shared ones', () => {
  const cases = existsSync(sharedFile) ? readCases() : [];

  test('are there', () => {
    expect(cases.length).toBeGreaterThan(20);
  });

  test.each(cases.map(wireCase => [wireCase.id, wireCase] as const))('%s', async (_, wireCase) => {
    await checkWireCase(wireCase, gateway, transport);
  });
});

function readCases(): WireCase[] {
  const file = JSON.parse(readFileSync(sharedFile, 'utf8')) as { cases: (WireCase & { protocol: string })[] };
  return file.cases.filter(({ id, protocol }) => protocol === 'openai-chat' && /^[FC]/.test(id));
}
