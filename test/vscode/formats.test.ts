import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { EndState } from '../../src/core/answer-state.ts';
import { answerText } from '../../src/core/conversation/conversation.ts';
import type { Ask, Session } from '../../src/core/conversation/session.ts';
import type { FinishReason } from '../../src/core/delta.ts';
import type { ModelParameters } from '../../src/core/providers/model-parameters.ts';
import type { ProviderConfig } from '../../src/core/providers/provider.ts';
import type { WireFormatId } from '../../src/core/wire/wire-format.ts';
import { findProvider } from '../../src/host/answers.ts';
import { modelRef } from '../../src/host/models.ts';
import { Chat } from '../../src/host/panel/chat.ts';
import type { Services } from '../../src/host/services.ts';
import { signatureOf } from '../support/gateway/answer.ts';
import { type Gateway, type GatewayOptions, startGateway } from '../support/gateway/gateway.ts';
import { SAMPLE_IMAGE } from '../support/gateway/sample-answers.ts';
import { REASONING_TEXT } from '../support/gateway/sample-texts.ts';
import { FakeView } from './support/fake-view.ts';
import { runnelServices, setProviders } from './support/runnel.ts';
import { arrival, ended, nextEnd } from './support/turns.ts';

/** One protocol, and what of an answer it has a place for. */
interface Format {
  format: WireFormatId;
  preset: string;
  /** What goes back with the next question after an answer that thought in the open; `text` is what it thought. */
  signature?: (text: string) => string;
  /** Whether it has thoughts that only the provider can read. */
  hidden?: true;
  refusal: { state: EndState; reason?: FinishReason; text: RegExp };
  /** The field `max_tokens` has to be there. */
  needsLimit?: true;
}

const declines = /scripted refusal/;

const formats: Format[] = [
  {
    format: 'openai-chat',
    preset: 'openai-compatible',
    signature: signatureOf,
    hidden: true,
    refusal: { state: 'finished', reason: 'refusal', text: declines },
  },
  {
    format: 'openai-responses',
    preset: 'openai',
    signature: signatureOf,
    hidden: true,
    refusal: { state: 'finished', reason: 'refusal', text: declines },
  },
  {
    format: 'anthropic-messages',
    preset: 'anthropic-compatible',
    signature: signatureOf,
    hidden: true,
    refusal: { state: 'finished', reason: 'refusal', text: declines },
    needsLimit: true,
  },
  {
    format: 'gemini-generatecontent',
    preset: 'google',
    signature: () => signatureOf('thought'),
    refusal: { state: 'finished', reason: 'content-filter', text: /^$/ },
  },
  {
    format: 'mistral',
    preset: 'mistral',
    signature: signatureOf,
    refusal: { state: 'finished', reason: 'stop', text: declines },
  },
  { format: 'ollama-ndjson', preset: 'ollama', refusal: { state: 'finished', reason: 'stop', text: declines } },
];

const key = 'sk-test';
const fast: GatewayOptions = { pace: { firstTokenMs: 0, tokensPerSecond: Number.POSITIVE_INFINITY }, requireKey: key };
/** What a gateway that breaks off after twelve tokens has written. */
const brokenOff = /^# How a stream reaches you\n\nAn answer/;

for (const { format, preset, signature, hidden, refusal, needsLimit } of formats) {
  describe(`In the extension host, ${format}`, () => {
    let services: Services;
    let gateway: Gateway;

    before(async () => {
      services = await runnelServices();
      gateway = await startGateway(fast);
      await setProviders([provider()]);
      await services.keys.set(findProvider(format), key);
    });
    after(async () => {
      await setProviders([provider()]);
      await services.keys.delete(findProvider(format));
      await setProviders(undefined);
      await gateway.close();
    });
    afterEach(() => gateway.resume());

    const provider = (more: Partial<ProviderConfig> = {}): ProviderConfig => ({
      id: format,
      preset,
      baseUrl: gateway.baseUrlOf(format),
      ...more,
    });

    /** Asks, behind what is there in `session`, and waits for the end. */
    async function ask(model: string, { session = services.conversations.create(), ...more }: Asking = {}) {
      const answerId = session.ask({ text: 'Why?', ...more, model: modelRef(format, model) });
      return { session, answer: await ended(session, answerId) };
    }

    const lastBody = () => JSON.stringify(gateway.requests.at(-1)?.body);

    it('answers, counts tokens, and is asked on with all that was said', async () => {
      await setProviders([provider({ systemPrompt: 'Be brief.', temperature: 0.4, maxOutputTokens: 500 })]);
      const { session, answer } = await ask('sample/prose');
      assert.equal(answer.state, 'finished', answer.error?.message);
      assert.equal(answerText(answer), gateway.answerText('sample/prose'));
      assert.equal(answer.finish?.reason, 'stop');
      assert.ok((answer.usage?.outputTokens ?? 0) > 50);
      const { answer: next } = await ask('sample/echo', { session, text: 'And then?' });
      assert.equal(answerText(next), 'And then?', next.error?.message);
      for (const said of ['Be brief.', 'Why?', 'The morning train was late', 'And then?']) {
        assert.ok(lastBody().includes(said), said);
      }
      assert.equal(gateway.requests.at(-1)?.format, format);
    });

    it('shows what the model thought, and sends it back with the next question', async () => {
      await setProviders([provider({ reasoningEffort: 'high' })]);
      const { session, answer } = await ask('sample/signed-reasoning');
      const thought = answer.parts.flatMap(part => (part.type === 'reasoning' && part.text ? [part.text] : []));
      assert.ok(thought.join('\n\n').startsWith(REASONING_TEXT), answer.error?.message);
      assert.equal(answerText(answer), gateway.answerText('sample/prose'));
      const { answer: next } = await ask('sample/signed-reasoning', { session, text: 'And then?' });
      assert.equal(next.state, 'finished', next.error?.message);
      if (signature) assert.ok(lastBody().includes(signature(thought.join('\n\n'))));
      // Another model could not read it, and would refuse it.
      const { answer: others } = await ask('sample/prose', { session, text: 'And you?' });
      assert.equal(others.state, 'finished', others.error?.message);
      if (signature) assert.ok(!lastBody().includes(signature(thought.join('\n\n'))));
    });

    if (hidden) {
      it('sends back what the model thought in secret, and shows nothing of it', async () => {
        await setProviders([provider({ reasoningEffort: 'low' })]);
        const { session, answer } = await ask('sample/hidden-reasoning');
        assert.equal(answer.state, 'finished', answer.error?.message);
        assert.doesNotMatch(answer.parts.map(part => ('text' in part ? part.text : '')).join(), /c2FtcGxl/);
        const { answer: next } = await ask('sample/hidden-reasoning', { session });
        assert.equal(next.state, 'finished', next.error?.message);
        assert.match(lastBody(), /c2FtcGxl/);
      });
    }

    it('takes reasoning out of the text where a model’s setting says that it is in there', async () => {
      await setProviders([
        provider({
          models: [
            { id: 'sample/think-tags', thinkTags: 'tagged' },
            { id: 'sample/think-open', thinkTags: 'open' },
          ],
        }),
      ]);
      for (const model of ['sample/think-tags', 'sample/think-open']) {
        const { answer } = await ask(model);
        assert.deepEqual(
          answer.parts.map(part => part.type),
          ['reasoning', 'text'],
          model,
        );
        assert.doesNotMatch(answerText(answer), /think>/);
        assert.equal(answerText(answer), gateway.answerText('sample/prose'));
      }
    });

    it('takes an image with the question, and again with the next one', async () => {
      await setProviders([provider()]);
      const images = [{ label: 'square.png', ...SAMPLE_IMAGE }];
      const { session, answer } = await ask('sample/echo', { text: 'What is this?', images });
      assert.equal(answerText(answer), 'What is this?', answer.error?.message);
      assert.ok(lastBody().includes(SAMPLE_IMAGE.base64));
      const { answer: next } = await ask('sample/echo', { session, text: 'And its colour?' });
      assert.equal(answerText(next), 'And its colour?', next.error?.message);
      assert.ok(lastBody().includes(SAMPLE_IMAGE.base64));
    });

    // A pause of the machine is not ours: the bound has to be kept once in three times.
    it('stops within 100 ms: the gateway sees the connection closed, the text stays', async () => {
      const held = await startGateway(fast);
      try {
        await setProviders([provider({ baseUrl: held.baseUrlOf(format) })]);
        await services.keys.set(findProvider(format), key);
        held.hold();
        held.release(10);
        const session = services.conversations.create();
        const end = ended(session, session.ask({ text: 'Why?', model: modelRef(format, 'sample/long') }));
        const request = await held.nextRequest();
        await request.whenWritten(10);
        const expected = request.tokens.slice(0, 10).join('');
        await arrival(session, expected);
        const stoppedAt = performance.now();
        await session.stop();
        const closing = await request.closed;
        assert.equal(closing.by, 'client');
        assert.ok(closing.at - stoppedAt < 100, `closed after ${closing.at - stoppedAt} ms`);
        const answer = await end;
        assert.deepEqual({ state: answer.state, text: answerText(answer) }, { state: 'stopped', text: expected });
        // The answer that was stopped is history that a strict server takes.
        held.resume();
        const { answer: next } = await ask('sample/echo', { session, text: 'Go on.' });
        assert.equal(answerText(next), 'Go on.', next.error?.message);
      } finally {
        await services.keys.delete(findProvider(format));
        await held.close();
      }
    }).retries(2);

    it('is refused with the wrong key: the message names the way to set another', async () => {
      await setProviders([provider()]);
      const { answer } = await ask('fault/status-401');
      assert.equal(answer.state, 'failed');
      assert.equal(answer.error?.kind, 'auth');
      assert.match(answer.error?.message ?? '', /key.*“Runnel: Set API Key…”/is);
    });

    it('keeps the text when an error comes in mid-stream, or the stream ends too early', async () => {
      await setProviders([provider()]);
      const session = services.conversations.create();
      for (const [model, kinds] of [
        ['fault/error-in-stream', ['server', 'overloaded']],
        ['fault/truncate', ['truncated']],
        ['fault/cut', ['truncated', 'network']],
        ['fault/reset', ['truncated']],
      ] as const) {
        const asked = gateway.requests.length;
        const { answer } = await ask(model, { session });
        assert.equal(answer.state, 'failed', model);
        assert.ok(
          kinds.some(kind => kind === answer.error?.kind),
          `${model}: ${answer.error?.kind}`,
        );
        assert.match(answerText(answer), brokenOff, model);
        assert.equal(gateway.requests.length, asked + 1, 'what has begun to come is not asked for again');
      }
      const { answer } = await ask('sample/echo', { session, text: 'Still there?' });
      assert.equal(answerText(answer), 'Still there?', answer.error?.message);
    });

    it('says that the model declined', async () => {
      await setProviders([provider()]);
      const { session, answer } = await ask('sample/refusal');
      assert.equal(answer.state, refusal.state, answer.error?.message);
      assert.equal(answer.finish?.reason, refusal.reason);
      assert.match(answerText(answer), refusal.text);
      const { answer: next } = await ask('sample/echo', { session, text: 'Then this.' });
      // With nothing said in between, the two questions go as one.
      assert.match(answerText(next), /(?:^|\n)Then this\.$/, next.error?.message);
    });

    const rejected: [model: string, settings: ModelParameters, parameter: string][] = [
      ['fault/reject-temperature', { temperature: 0.3 }, 'temperature'],
      ['fault/reject-reasoning', { reasoningEffort: 'high' }, 'reasoningEffort'],
    ];
    if (!needsLimit) rejected.push(['fault/reject-max-tokens', { maxOutputTokens: 300 }, 'maxOutputTokens']);
    for (const [model, settings, parameter] of rejected) {
      it(`names a rejected ${parameter}, and asks without it from then on when told to`, async () => {
        await setProviders([provider(settings)]);
        const { session, answer } = await ask(model);
        assert.equal(answer.state, 'failed');
        assert.equal(answer.error?.kind, 'invalid-request', answer.error?.message);
        assert.equal(answer.error?.parameter, parameter, answer.error?.message);
        const chat = new Chat(services, session, async () => undefined);
        try {
          const view = new FakeView();
          chat.connect(view.webview);
          const again = nextEnd(session);
          view.says({ type: 'askWithout', answerId: answer.id });
          const next = await again;
          assert.notEqual(next.id, answer.id);
          assert.equal(next.state, 'finished', next.error?.message);
        } finally {
          chat.dispose();
        }
        const [entry] = vscode.workspace.getConfiguration('runnel').get<ProviderConfig[]>('providers') ?? [];
        const kept = entry?.models?.find(each => typeof each === 'object' && each.id === model);
        assert.equal(Object.getOwnPropertyDescriptor(kept ?? {}, parameter)?.value, null);
        const { answer: later } = await ask(model);
        assert.equal(later.state, 'finished', later.error?.message);
      });
    }
  });
}

/** What differs from a plain question in a conversation of its own. */
type Asking = Partial<Omit<Ask, 'model'>> & { session?: Session };
