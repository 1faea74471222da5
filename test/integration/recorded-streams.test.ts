import { describe, expect, test } from 'vitest';
import { expectedOf, formatsOf, hasRecordings, recordedBytes, recordings, summaryOf } from '../unit/deltas/recorded.ts';
import { chunkings, runDeltas } from '../unit/deltas/run-deltas.ts';
import { collect } from '../unit/wire/support.ts';

describe.runIf(hasRecordings)('recorded streams', () => {
  const rows = recordings();
  const runs = rows.flatMap(row => formatsOf(row).map(format => [format, row.file ?? '', row] as const));

  test.each(runs)('%s %s', { timeout: 60_000 }, async (format, file, row) => {
    const body = recordedBytes(file);
    for (const chunk of chunkings) {
      const { status, items } = await runDeltas(format, row.framing ?? '', chunk, body);
      expect(summaryOf(collect(items), row), `cut into ${chunk ?? 'one'}`).toEqual(expectedOf(row));
      expect(status).toBe(row.finish === 'error' ? 1 : 0);
    }
  });

  test('are all there', () => {
    const counts = Object.entries(Object.groupBy(rows, row => row.protocol ?? ''));
    expect(Object.fromEntries(counts.map(([protocol, some]) => [protocol, some?.length]))).toEqual({
      'openai-chat': 48,
      'openai-responses': 26,
      'anthropic-messages': 24,
      'gemini-generatecontent': 17,
      'ollama-ndjson': 2,
    });
  });
});
