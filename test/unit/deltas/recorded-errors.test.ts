import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { errorFromResponse } from '../../../src/core/wire/provider-error.ts';
import { hasRecordings, recordedJson } from './recorded.ts';

const answers = [
  ['anthropic-400-effort', 'invalid-request', "does not support effort level 'xhigh'"],
  ['anthropic-404-model', 'not-found', 'claude-sonet-4-5'],
  ['azure-401-key', 'auth', 'invalid subscription key'],
  ['gemini-404-stream', 'not-found', 'custom-gemini-2.0-flash is not found'],
  ['gemini-429-retryinfo', 'rate-limit', 'exceeded your current quota'],
  ['groq-404-model', 'not-found', 'non-existent'],
  ['openai-400-image-url', 'invalid-request', 'Error while downloading'],
  ['openai-400-max-tokens-param', 'invalid-request', "'max_tokens' is not supported"],
  ['openai-chat-400-unsupported-role', 'invalid-request', "does not support 'developer'"],
  ['openai-chat-404-model', 'not-found', 'gpt-5.2-proo'],
  ['openrouter-429-upstream', 'rate-limit', 'temporarily rate-limited upstream'],
] as const;

describe.runIf(hasRecordings)('recorded error answers', () => {
  test.each(answers)('%s', (name, kind, message) => {
    const { status, headers, body } = recordedJson(`errors/${name}.json`) as {
      status: number;
      headers: Record<string, string>;
      body: string;
    };
    const error = errorFromResponse({ status, headers, bodyText: body });
    expect(error).toMatchObject({
      kind,
      status,
      retryable: kind === 'rate-limit',
      message: expect.stringContaining(message),
    });
    if (name === 'gemini-429-retryinfo') expect(error.retryAfterMs).toBe(34_400);
    if (name === 'openai-400-image-url') expect(error.requestId).toBe('req_7c57fbccf7204078932188550872a1f9');
  });

  test('are all there', () => {
    const files = readdirSync(new URL('../../../../shared/fixtures/errors/', import.meta.url));
    expect(files.map(file => file.replace('.json', '')).sort()).toEqual(answers.map(([name]) => name));
  });
});
