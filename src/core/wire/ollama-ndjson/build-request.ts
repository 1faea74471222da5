import { nativeUrl, requestBody, requestHeaders } from '../http-request.ts';
import { asObject } from '../json.ts';
import { textOf } from '../request-parts.ts';
import type { AnswerRequest, Endpoint, HttpRequest, RequestMessage } from '../wire-format.ts';

/**
 * Builds the POST to `{base URL}/api/chat`. The base URL may also be that of the compatible protocol, which ends in `/v1`.
 *
 * @throws StreamFailure of kind `invalid-request` when the base URL is not an http(s) URL
 */
export function buildRequest(request: AnswerRequest, endpoint: Endpoint): HttpRequest {
  const url = nativeUrl(endpoint.baseUrl, '/api/chat');
  const thinking = thinkOf(request);
  const options = {
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.maxOutputTokens === undefined ? {} : { num_predict: request.maxOutputTokens }),
    // Who sets the context's length there does not mean to take our options away.
    ...asObject(endpoint.body?.options),
  };
  const ours = {
    model: request.model,
    messages: request.messages.map(toMessage),
    stream: true,
    ...(thinking === undefined ? {} : { think: thinking }),
  };
  const users = { ...endpoint.body };
  if (users.options !== null && Object.keys(options).length > 0) users.options = options;
  const headers = requestHeaders(endpoint, { accept: 'application/x-ndjson', 'content-type': 'application/json' });
  return { method: 'POST', url, headers, body: requestBody(ours, users) };
}

/** A message with its images beside the text. What was thought does not go back. */
function toMessage({ role, parts }: RequestMessage): object {
  const images = parts.filter(part => part.type === 'image').map(part => part.base64);
  return { role, content: textOf(parts), ...(images.length === 0 ? {} : { images }) };
}

/**
 * Models that think can be told so or not, and some how much, in three words; the others take any of the words as yes.
 * There is no budget, except that of nothing.
 */
function thinkOf({ reasoningEffort, reasoningBudget }: AnswerRequest): boolean | string | undefined {
  if (reasoningBudget === 0) return false;
  const effort = reasoningEffort?.trim().toLowerCase();
  switch (effort) {
    case undefined:
      return reasoningBudget === undefined ? undefined : true;
    case 'none':
      return false;
    case 'low':
    case 'medium':
    case 'high':
      return effort;
    case 'minimal':
      return 'low';
    case 'xhigh':
    case 'max':
      return 'high';
    default:
      return true;
  }
}
