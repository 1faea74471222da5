import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wireFormats } from '../../../src/core/wire/wire-formats.ts';
import { createNodeTransport } from '../../../src/platform/node-transport.ts';
import { nastyFormatsOf } from '../deltas/nasty-cases.ts';
import { hasRecordings, recordedJson } from '../deltas/recorded.ts';
import { ownCases } from './support/own-cases.ts';
import { checkWireCase, type WireCase } from './support/wire-case.ts';
import { startWireServer, type WireServer } from './support/wire-server.ts';

/** Hostile bytes through the whole chain: socket, transport, framing, decoder, clocks. */

let server: WireServer;
const transport = createNodeTransport();
beforeAll(async () => {
  server = await startWireServer();
});
afterAll(async () => {
  await transport.close();
  await server.close();
});

describe('our own', () => {
  test.each(ownCases.map(wireCase => [wireCase.id, wireCase] as const))('%s', async (_, wireCase) => {
    await checkWireCase(wireCase, { format: wireFormats['openai-chat'], server, transport });
  });
});

describe.runIf(hasRecordings)('the shared ones', () => {
  const cases = hasRecordings
    ? (recordedJson('nasty/cases.json') as { cases: (WireCase & { protocol: string })[] }).cases
    : [];

  test('are there', () => {
    expect(cases.length).toBeGreaterThan(40);
  });

  const rows = cases.flatMap(wireCase =>
    nastyFormatsOf(wireCase).map(format => [wireCase.id, format, wireCase] as const),
  );
  test.each(rows)('%s as %s', async (_, format, wireCase) => {
    await checkWireCase(wireCase, { format: wireFormats[format], server, transport });
  });
});
