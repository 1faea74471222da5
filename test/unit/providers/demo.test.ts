import { describe, expect, test } from 'vitest';
import type { Attachment, Question } from '../../../src/core/conversation/conversation.ts';
import { requestMessages } from '../../../src/core/conversation/request-messages.ts';
import { createDemoTransport } from '../../../src/core/providers/demo.ts';
import { listModels } from '../../../src/core/providers/list-models.ts';
import type { StreamOptions } from '../../../src/core/transport/stream-options.ts';
import { ManualClock, settle } from '../transport/support/manual-clock.ts';
import { Run, streamOptions } from '../transport/support/run.ts';

const BASE_URL = 'http://demo.invalid/v1';

function ask(question: Partial<Question>, overrides: Partial<StreamOptions> = {}) {
  const clock = new ManualClock();
  const whole: Question = { role: 'user', id: 'q', parentId: null, text: 'Hello', attachments: [], at: 0, ...question };
  const messages = requestMessages(
    { id: 'c', messages: [whole], chosenChild: {} },
    whole,
    { providerId: 'demo', modelId: 'demo' },
    undefined,
  );
  const run = new Run(
    streamOptions(createDemoTransport(clock), BASE_URL, { clock, request: { model: 'demo', messages }, ...overrides }),
  );
  return { clock, run };
}

async function answerTo(question: Partial<Question>): Promise<string> {
  const { clock, run } = ask(question);
  await clock.advance(120_000);
  await run.done;
  expect(run.error).toBeUndefined();
  return run.text;
}

const ATTACHMENT: Attachment = {
  label: 'src/loop.ts',
  languageId: 'typescript',
  startLine: 12,
  endLine: 20,
  text: 'while (true) {}',
};

describe('the offline demo', () => {
  test('says in its first line what it is, and shows every kind of block', async () => {
    const text = await answerTo({});
    expect(text.split('\n')[0]).toContain('Offline demo: not a model');
    expect(text).toMatch(/^## /m);
    expect(text).toMatch(/^- /m);
    expect(text).toMatch(/^1\. /m);
    expect(text).toMatch(/^\| --- \| --- \|$/m);
    expect(text).toMatch(/^```ts$/m);
  });

  test('names what was attached', async () => {
    expect(await answerTo({ attachments: [ATTACHMENT] })).toContain('`src/loop.ts`, lines 12 to 20');
    expect(await answerTo({ attachments: [{ ...ATTACHMENT, endLine: 12 }] })).toContain('line 12.');
    expect(await answerTo({})).not.toContain('You attached');
  });

  test('answers with one code block when only code is asked for', async () => {
    const text = 'A greeting.\n\nAnswer with one code block and nothing else: the text to put in place of the cursor.';
    const code = await answerTo({ text, attachments: [ATTACHMENT] });
    expect(code).toMatch(/^```ts\n[^`]*(`[^`\n]*`[^`]*)*\n```\n$/);
    expect(code).toContain('// Offline demo: not a model');
    expect(await answerTo({ text, attachments: [{ ...ATTACHMENT, languageId: 'python' }] })).toMatch(/^```python\n/);
  });

  test('begins after 400 ms and comes at 60 to 90 pieces a second', async () => {
    const { clock, run } = ask({});
    await clock.advance(399);
    expect(run.trail).toEqual(['connecting', 'waiting']);
    await clock.advance(1);
    expect(run.trail.filter(name => name === 'text-delta')).toHaveLength(1);
    await clock.advance(1000);
    const pieces = run.trail.filter(name => name === 'text-delta').length;
    expect(pieces).toBeGreaterThanOrEqual(60);
    expect(pieces).toBeLessThanOrEqual(90);
  });

  test('ends like any other answer, with a finish and a count', async () => {
    const { clock, run } = ask({});
    await clock.advance(120_000);
    await run.done;
    expect(run.trail.slice(-2).sort()).toEqual(['finish', 'usage']);
    expect(clock.sleeping).toBe(0);
  });

  test('stops at once and keeps what came', async () => {
    const stopper = new AbortController();
    const { clock, run } = ask({}, { signal: stopper.signal });
    await clock.advance(1000);
    const text = run.text;
    stopper.abort();
    await run.done;
    await settle();
    expect(run.text).toBe(text);
    expect(text.length).toBeGreaterThan(0);
    expect(clock.sleeping).toBe(0);
  });

  test('lists its one model', async () => {
    const transport = createDemoTransport(new ManualClock());
    const { signal } = new AbortController();
    const models = await listModels({ transport, endpoint: { baseUrl: BASE_URL }, dialect: 'openai', signal });
    expect(models).toEqual([{ id: 'demo' }]);
  });
});
