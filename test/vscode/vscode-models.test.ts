import assert from 'node:assert/strict';
import { type EventEmitter, once } from 'node:events';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { type StreamError, StreamFailure } from '../../src/core/delta.ts';
import { systemClock } from '../../src/core/transport/clock.ts';
import type { StreamStep } from '../../src/core/transport/stream-step.ts';
import type { RequestMessage } from '../../src/core/wire/wire-format.ts';
import { askVsCodeModel, listVsCodeModels } from '../../src/host/vscode-models.ts';
import { ManualClock } from '../unit/transport/support/manual-clock.ts';

const why: RequestMessage = { role: 'user', parts: [{ type: 'text', text: 'Why?' }] };

/** An image of one pixel; VS Code opens those it is given. */
const redDot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC';

/** All steps of an answer. */
async function stepsOf(modelId: string, messages: readonly RequestMessage[] = [why]): Promise<StreamStep[]> {
  const { signal } = new AbortController();
  const steps: StreamStep[] = [];
  for await (const step of askVsCodeModel({ modelId: `runnel-test/${modelId}`, messages, signal, clock: systemClock }))
    steps.push(step);
  return steps;
}

/** What it fails with. */
async function errorOf(modelId: string): Promise<StreamError> {
  try {
    await stepsOf(modelId);
  } catch (thrown) {
    assert(StreamFailure.is(thrown), String(thrown));
    return thrown.error;
  }
  throw new Error('it did not fail');
}

function textOf(steps: readonly StreamStep[]): string {
  return steps.map(step => (step.type === 'text-delta' ? step.text : '')).join('');
}

describe('VS Code’s own models', () => {
  let events: EventEmitter;

  before(async () => {
    const extension = vscode.extensions.getExtension<EventEmitter>('runnel-development.language-model');
    assert(extension, 'the extension test/support/language-model is not loaded');
    events = await extension.activate();
  });

  it('are listed with what VS Code knows of them', async () => {
    const models = await listVsCodeModels();
    assert.deepEqual(
      models.find(({ id }) => id === 'runnel-test/echo'),
      { id: 'runnel-test/echo', label: 'Test echo', description: 'runnel-test, test-family', contextTokens: 4000 },
    );
  });

  it('get the whole conversation, the system prompt as the first thing the user says', async () => {
    const steps = await stepsOf('echo', [
      { role: 'system', parts: [{ type: 'text', text: 'Be brief.' }] },
      { role: 'user', parts: [{ type: 'text', text: 'One?' }] },
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'not to be sent', signature: 's' },
          { type: 'text', text: 'Yes “1”.' },
        ],
      },
      why,
    ]);
    assert.equal(textOf(steps), 'user: Be brief.\nuser: One?\nassistant: Yes “1”.\nuser: Why?\n');
    assert.deepEqual(
      steps.filter(step => step.type !== 'text-delta'),
      [
        { type: 'state', state: 'connecting' },
        { type: 'response-start', model: 'Test echo' },
        { type: 'state', state: 'waiting' },
        { type: 'finish', reason: 'stop' },
      ],
    );
  });

  it('get images, or say that this VS Code cannot send any', async () => {
    const image: RequestMessage = {
      role: 'user',
      parts: [
        { type: 'image', mimeType: 'image/png', base64: redDot },
        { type: 'text', text: 'What is it?' },
      ],
    };
    if ('LanguageModelDataPart' in vscode) {
      assert.equal(textOf(await stepsOf('echo', [image])), 'user: image/png of 69 bytes|What is it?\n');
    } else {
      await assert.rejects(stepsOf('echo', [image]), /cannot send images/);
    }
  });

  it('stream text, thoughts and images, and what has no place here is passed over', async () => {
    const steps = await stepsOf('parts');
    assert.equal(textOf(steps), 'Before after');
    const others = steps.filter(({ type }) => type === 'image' || type === 'reasoning-delta');
    const newer: unknown[] = [];
    if ('LanguageModelThinkingPart' in vscode) newer.push({ type: 'reasoning-delta', text: 'Hm. ' });
    if ('LanguageModelDataPart' in vscode) newer.push({ type: 'image', mimeType: 'image/png', base64: 'AQID' });
    assert.deepEqual(others, newer);
    assert.deepEqual(steps.at(-1), { type: 'finish', reason: 'stop' });
  });

  it('are told at once when the user stops', async () => {
    const controller = new AbortController();
    const cancelled = once(events, 'cancelled');
    const steps: StreamStep[] = [];
    const { signal } = controller;
    for await (const step of askVsCodeModel({
      modelId: 'runnel-test/endless',
      messages: [why],
      signal,
      clock: systemClock,
    })) {
      steps.push(step);
      if (step.type === 'text-delta') controller.abort();
    }
    assert.equal(textOf(steps), 'First');
    assert.equal(steps.at(-1)?.type, 'text-delta', 'nothing follows the stop');
    assert.deepEqual(await cancelled, ['endless']);
  });

  it('are said to stall when nothing comes after some text, and are not given up', async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const { signal } = controller;
    const states: string[] = [];
    for await (const step of askVsCodeModel({ modelId: 'runnel-test/endless', messages: [why], signal, clock })) {
      if (step.type === 'state') states.push(step.state);
      if (step.type === 'text-delta') setTimeout(() => void clock.advance(10_000).then(() => clock.advance(600_000)));
      if (states.at(-1) === 'stalled') setTimeout(() => controller.abort());
    }
    assert.deepEqual(states, ['connecting', 'waiting', 'stalled']);
    assert.equal(clock.sleeping, 0);
  });

  it('are told when the reader leaves early', async () => {
    const cancelled = once(events, 'cancelled');
    const { signal } = new AbortController();
    for await (const step of askVsCodeModel({
      modelId: 'runnel-test/endless',
      messages: [why],
      signal,
      clock: systemClock,
    })) {
      if (step.type === 'text-delta') break;
    }
    assert.deepEqual(await cancelled, ['endless']);
  });

  it('keep the text that came before they failed, and say what to do', async () => {
    const steps: StreamStep[] = [];
    const { signal } = new AbortController();
    const answer = askVsCodeModel({ modelId: 'runnel-test/breaks', messages: [why], signal, clock: systemClock });
    await assert.rejects(async () => {
      for await (const step of answer) steps.push(step);
    }, /^StreamFailure: The model “Test breaks” of VS Code failed: “The upstream is gone”\. Try again/);
    assert.equal(textOf(steps), 'Some');
  });

  for (const [modelId, kind, says] of [
    ['no-permissions', 'auth', /does not let Runnel use “Test no-permissions”.*Manage Language Model Access/],
    ['blocked', 'quota', /blocks requests to “Test blocked”.*“The quota of this month is used up”.*Wait/],
    ['not/found', 'not-found', /no model “Test not\/found” now.*Select Model/],
    ['never-there', 'not-found', /no model “runnel-test\/never-there” now.*Select Model/],
  ] as const) {
    it(`that refuse (${modelId}) say why and what to do`, async () => {
      const error = await errorOf(modelId);
      assert.equal(error.kind, kind);
      assert.equal(error.retryable, false);
      assert.match(error.message, says);
    });
  }
});
