import { endpointUrl, requestBody, requestHeaders } from '../http-request.ts';
import { systemText } from '../request-parts.ts';
import type { AnswerRequest, Endpoint, HttpRequest } from '../wire-format.ts';
import { inputItems } from './input-items.ts';

/**
 * Builds the POST to `{base URL}/responses`.
 *
 * Nothing is stored at the provider: the whole conversation goes with each request, and what a model thought comes back to
 * us encrypted, to be sent along with it.
 *
 * @throws StreamFailure of kind `invalid-request` when the base URL is not an http(s) URL
 */
export function buildRequest(request: AnswerRequest, endpoint: Endpoint): HttpRequest {
  const url = endpointUrl(endpoint.baseUrl, '/responses');
  const instructions = systemText(request.messages);
  const ours = {
    model: request.model,
    ...(instructions === '' ? {} : { instructions }),
    input: inputItems(request.messages),
    stream: true,
    store: false,
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.maxOutputTokens === undefined ? {} : { max_output_tokens: request.maxOutputTokens }),
    ...reasoningFields(request, url),
  };
  return { method: 'POST', url, headers: requestHeaders(endpoint), body: requestBody(ours, endpoint.body) };
}

/**
 * What asks for reasoning to be shown and to be handed out encrypted. A model that does not reason answers either with 400,
 * so both go only where an effort or a budget was asked for, or where the name is one of a reasoning model. The user's `body`
 * can say it otherwise: `"reasoning": {…}`, or `null` for none.
 *
 * The protocol knows no budget; only OpenRouter takes one.
 */
function reasoningFields(request: AnswerRequest, url: URL): object {
  const { model, reasoningEffort: effort, reasoningBudget } = request;
  const budget = /(?:^|\.)openrouter\.ai$/.test(url.hostname) ? reasoningBudget : undefined;
  if (effort === 'none') return { reasoning: { effort } };
  if (effort === undefined && budget === undefined && !isReasoningModel(model)) return {};
  const amount = budget === undefined ? { effort } : { max_tokens: budget };
  return { reasoning: { ...amount, summary: 'auto' }, include: ['reasoning.encrypted_content'] };
}

/** Whether a model of OpenAI's, by whatever gateway's name for it, always reasons. */
function isReasoningModel(model: string): boolean {
  return /(?:^|[/:.@])(?:o\d|gpt-(?:[5-9]|\d\d)|codex|computer-use)/i.test(model) && !/-chat\b/i.test(model);
}
