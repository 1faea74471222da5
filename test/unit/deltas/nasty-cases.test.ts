import { describe, expect, test } from 'vitest';
import { errorFromResponse } from '../../../src/core/wire/provider-error.ts';
import { collect, decodePieces } from '../wire/support.ts';
import { type ExpectedError, nastyCases, nastyFormatsOf, nastyPieces } from './nasty-cases.ts';
import { hasRecordings, summaryOfTools, usageOf } from './recorded.ts';
import { chunkings, runDeltas } from './run-deltas.ts';

describe.runIf(hasRecordings)('hostile streams', () => {
  const cases = nastyCases();
  const runs = cases.flatMap(nasty =>
    nastyFormatsOf(nasty).map(format => [format, nasty.id, nasty.description, nasty] as const),
  );
  const isStream = ({ status }: { status: number }) => status === 200;

  test.each(runs.filter(([, , , nasty]) => isStream(nasty)))(
    '%s %s %s',
    { timeout: 60_000 },
    async (format, _id, _description, nasty) => {
      const pieces = nastyPieces(nasty);
      const { expected } = nasty;
      const streams = [decodePieces(pieces, { format })];
      for (const chunk of chunkings) streams.push((await runDeltas(format, 'raw', chunk, Buffer.concat(pieces))).items);
      for (const items of streams) {
        const answer = collect(items);
        expect({
          text: answer.text,
          reasoning: answer.reasoning,
          refusal: answer.refusal,
          tools: summaryOfTools(answer.tools, expected.tools),
          finish: answer.error ? 'error' : answer.finish,
          usage: usageOf(answer),
          error: answer.error?.kind ?? null,
        }).toEqual({ refusal: '', ...expected, error: expected.error?.kind ?? null });
        if (expected.error) expectError(answer.error, expected.error);
      }
    },
  );

  test.each(cases.filter(nasty => !isStream(nasty)))('$protocol $id $description', nasty => {
    const { status, headers, expected } = nasty;
    const error = errorFromResponse({ status, headers, bodyText: Buffer.concat(nastyPieces(nasty)).toString() });
    expectError(error, expected.error ?? { kind: '', retryable: false });
  });

  test('are all there', () => expect(cases.length).toBe(44));
});

function expectError(
  error: object | undefined,
  { messageIncludes = '', mustNotInclude, ...fields }: ExpectedError,
): void {
  expect(error).toMatchObject({ ...fields, message: expect.stringContaining(messageIncludes) });
  if (mustNotInclude !== undefined) expect(JSON.stringify(error)).not.toContain(mustNotInclude);
}
