import { endpointUrl, requestBody, requestHeaders } from '../http-request.ts';
import type { AnswerRequest, Endpoint, HttpRequest } from '../wire-format.ts';
import { chatMessages } from './messages.ts';
import { reasoningFields } from './reasoning-fields.ts';

/**
 * Builds the POST to `{base URL}/chat/completions`.
 *
 * @throws StreamFailure of kind `invalid-request` when the base URL is not an http(s) URL
 */
export function buildRequest(request: AnswerRequest, endpoint: Endpoint): HttpRequest {
  const url = endpointUrl(endpoint.baseUrl, '/chat/completions');
  const ours = {
    model: request.model,
    messages: chatMessages(request.messages),
    stream: true,
    // Without it OpenAI sends no token counts. Strict old servers refuse it; `"stream_options": null` leaves it out.
    stream_options: { include_usage: true },
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.maxOutputTokens === undefined ? {} : { [maxTokensField(url)]: request.maxOutputTokens }),
    ...reasoningFields(request, url.hostname),
  };
  return { method: 'POST', url, headers: requestHeaders(endpoint), body: requestBody(ours, endpoint.body) };
}

/**
 * OpenAI's reasoning models refuse `max_tokens`, while most other servers know nothing else: so the new name goes only
 * to OpenAI and Azure. Where that is wrong, the provider's `body` in the settings can say it otherwise.
 */
function maxTokensField(url: URL): 'max_completion_tokens' | 'max_tokens' {
  return /(?:^|\.)(?:openai\.com|openai\.azure\.com)$/.test(url.hostname) ? 'max_completion_tokens' : 'max_tokens';
}
