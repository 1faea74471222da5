import { expect, test, vi } from 'vitest';
import type { StreamStep } from '../../../src/core/transport/stream-step.ts';
import { askVsCodeModel, listVsCodeModels } from '../../../src/host/vscode-models.ts';
import { ManualClock, settle } from '../transport/support/manual-clock.ts';

/** What a misbehaving extension does; how VS Code itself behaves is tested in test/vscode/vscode-models.test.ts. */

const mocked = vi.hoisted(() => ({ models: [] as unknown[] }));

vi.mock('vscode', () => {
  class LanguageModelTextPart {
    readonly value: string;
    constructor(value: string) {
      this.value = value;
    }
  }
  class CancellationTokenSource {
    readonly token = {};
    cancel(): void {}
    dispose(): void {}
  }
  return {
    lm: { selectChatModels: async () => mocked.models },
    LanguageModelTextPart,
    LanguageModelToolCallPart: class {},
    LanguageModelChatMessage: class {},
    LanguageModelChatMessageRole: { User: 1, Assistant: 2 },
    CancellationTokenSource,
  };
});

const { LanguageModelTextPart } = await import('vscode');

test('a model that goes on though it was cancelled is left, and what it says is kept nowhere', async () => {
  let given = 0;
  let returned = false;
  const model = {
    name: 'Endless',
    sendRequest: async () => ({
      stream: (async function* () {
        try {
          for (;;) {
            given++;
            yield new LanguageModelTextPart('more ');
            await Promise.resolve();
          }
        } finally {
          returned = true;
        }
      })(),
    }),
  };
  mocked.models = [model];
  const stopper = new AbortController();
  const steps: StreamStep[] = [];
  const clock = new ManualClock();
  for await (const step of askVsCodeModel({ modelId: 'v/m', messages: [], signal: stopper.signal, clock })) {
    steps.push(step);
    if (step.type === 'text-delta') stopper.abort();
  }
  expect(steps.filter(({ type }) => type === 'text-delta')).toHaveLength(1);
  await settle();
  const atTheEnd = given;
  await settle();
  expect(returned).toBe(true);
  expect(given).toBe(atTheEnd);
  expect(clock.sleeping).toBe(0);
});

test('names of models are one plain line, and ids that could pass for others are left out', async () => {
  const rest = { vendor: 'v', family: 'f', maxInputTokens: Number.NaN };
  mocked.models = [
    { ...rest, id: 'a', name: '\u202egood\nname' },
    { ...rest, id: 'a\u200b', name: 'copy' },
    { ...rest, id: 'x'.repeat(1_000_000), name: 'long' },
  ];
  expect(await listVsCodeModels()).toEqual([{ id: 'v/a', label: 'good name', description: 'v, f' }]);
});
