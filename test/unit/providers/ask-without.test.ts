import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StreamError } from '../../../src/core/delta.ts';
import { withoutParameter } from '../../../src/core/providers/drop-parameter.ts';
import type { ModelParameters } from '../../../src/core/providers/model-parameters.ts';
import { resolveParameters } from '../../../src/core/providers/parameters.ts';
import { type ProviderConfig, resolveProvider } from '../../../src/core/providers/provider.ts';
import { streamAnswer } from '../../../src/core/transport/stream-answer.ts';
import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { wireFormats } from '../../../src/core/wire/wire-formats.ts';
import { createNodeTransport } from '../../../src/platform/node-transport.ts';
import { type Gateway, startGateway } from '../../support/gateway/gateway.ts';
import { streamOptions } from '../transport/support/run.ts';

/** From a model that rejects a parameter to an answer without it, in every protocol's own words. */

const formats = Object.keys(wireFormats) as WireFormatId[];
const transport = createNodeTransport();
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: Number.POSITIVE_INFINITY } });
});
afterAll(async () => {
  await transport.close();
  await gateway.close();
});

/** Asks as the extension does, with what the settings say. Undefined when it is answered. */
async function ask(config: ProviderConfig, model: string, settings: ModelParameters): Promise<StreamError | undefined> {
  const provider = resolveProvider(config);
  const { request, headers, body } = resolveParameters(settings, provider, model);
  const options = streamOptions(transport, '', {
    format: wireFormats[provider.format],
    endpoint: { baseUrl: provider.baseUrl, headers, body },
    request: { model, messages: [{ role: 'user', parts: [{ type: 'text', text: 'Why?' }] }], ...request },
  });
  for await (const step of streamAnswer(options)) if (step.type === 'error') return step;
  return undefined;
}

describe.each(formats)('%s', format => {
  const config = (): ProviderConfig => ({
    id: 'x',
    preset: 'openai-compatible',
    format,
    baseUrl: gateway.baseUrlOf(format),
  });

  test.each([
    ['fault/reject-temperature', 'temperature', { temperature: 0.5 }],
    ['fault/reject-max-tokens', 'maxOutputTokens', { maxOutputTokens: 4000 }],
    ['fault/reject-reasoning', 'reasoningEffort', { reasoningEffort: 'high' }],
  ])('%s', async (model, parameter, settings) => {
    const error = await ask(config(), model, settings);
    expect(error).toMatchObject({ kind: 'invalid-request', retryable: false, parameter });
    expect(error?.message).toMatch(/does not accept “.+” for this model.*Ask again without it/);
    const again = await ask(withoutParameter(config(), model, parameter), model, settings);
    // Anthropic's protocol demands a limit: what is left out is only the user's, and that is not offered again.
    if (format === 'anthropic-messages' && parameter === 'maxOutputTokens') {
      expect(again).not.toHaveProperty('parameter');
    } else expect(again).toBeUndefined();
  });

  test('an error names no parameter that was not sent', async () => {
    expect(await ask(config(), 'fault/status-400', {})).not.toHaveProperty('parameter');
  });
});
