import { endpointUrl, requestBody, requestHeaders } from '../http-request.ts';
import { chatMessages } from '../openai-chat/messages.ts';
import type { AnswerRequest, Endpoint, HttpRequest } from '../wire-format.ts';

/**
 * Builds the POST to `{base URL}/chat/completions`.
 *
 * Mistral refuses fields it does not know: token counts come without `stream_options`, and the output limit is
 * `max_tokens`. A budget for reasoning has no place; `prompt_mode` of the older reasoning models can be set in `body`.
 *
 * @throws StreamFailure of kind `invalid-request` when the base URL is not an http(s) URL
 */
export function buildRequest(request: AnswerRequest, endpoint: Endpoint): HttpRequest {
  const ours = {
    model: request.model,
    messages: chatMessages(request.messages),
    stream: true,
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.maxOutputTokens === undefined ? {} : { max_tokens: request.maxOutputTokens }),
    ...(request.reasoningEffort === undefined ? {} : { reasoning_effort: request.reasoningEffort }),
  };
  return {
    method: 'POST',
    url: endpointUrl(endpoint.baseUrl, '/chat/completions', '/v1'),
    headers: requestHeaders(endpoint),
    body: requestBody(ours, endpoint.body),
  };
}
