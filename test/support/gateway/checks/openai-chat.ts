import { isSignatureOf } from '../answer.ts';
import {
  alternating,
  imageUrlAt,
  listAt,
  numberAt,
  objectAt,
  oneOf,
  optionalOneOf,
  reject,
  textAt,
  wholeNumberAt,
} from '../check.ts';
import { type GatewayRequest, isObject } from '../gateway-request.ts';

const ROLES = ['system', 'developer', 'user', 'assistant', 'tool'];
export const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/**
 * What a strict server takes as a chat completion request. Fields that it does not know are left alone: gateways and
 * local servers have many of their own.
 */
export function checkChat({ body }: GatewayRequest): void {
  const request = objectAt(body, 'body');
  const messages = listAt(request['messages'], 'messages');
  for (const [index, message] of messages.entries())
    checkMessage(objectAt(message, `messages.${index}`), `messages.${index}`);
  alternating(
    messages.map(message => (isObject(message) ? message['role'] : undefined)).filter(role => role !== 'system'),
    'messages',
  );
  numberAt(request['temperature'], 'temperature', 0, 2);
  wholeNumberAt(request['max_tokens'], 'max_tokens');
  wholeNumberAt(request['max_completion_tokens'], 'max_completion_tokens');
  if (request['max_tokens'] !== undefined && request['max_completion_tokens'] !== undefined) {
    reject('max_tokens and max_completion_tokens cannot both be set.', 'max_tokens');
  }
  // A number in a string is a budget with Requesty.
  const effort = request['reasoning_effort'];
  if (typeof effort !== 'string' || !/^\d+$/.test(effort)) optionalOneOf(effort, EFFORTS, 'reasoning_effort');
  if (request['stream_options'] !== undefined && request['stream'] !== true) {
    reject("The 'stream_options' parameter is only allowed when 'stream' is enabled.", 'stream_options');
  }
}

function checkMessage(message: Record<string, unknown>, path: string): void {
  const { role, content } = message;
  oneOf(role, ROLES, `${path}.role`);
  const hasCalls = role === 'assistant' && Array.isArray(message['tool_calls']) && message['tool_calls'].length > 0;
  if (!(hasCalls && (content === null || content === undefined))) checkContent(content, role, `${path}.content`);
  const details = message['reasoning_details'];
  if (details === undefined) return;
  if (role !== 'assistant') reject('Only the assistant has reasoning.', `${path}.reasoning_details`);
  const list = listAt(details, `${path}.reasoning_details`).map(detail =>
    objectAt(detail, `${path}.reasoning_details`),
  );
  const text = list.map(detail => (typeof detail['text'] === 'string' ? detail['text'] : '')).join('');
  for (const { signature } of list) {
    if (typeof signature === 'string' && !isSignatureOf(signature, text)) {
      reject('Invalid signature in reasoning_details.', `${path}.reasoning_details`);
    }
  }
}

function checkContent(content: unknown, role: unknown, path: string): void {
  if (!Array.isArray(content)) {
    textAt(content, path);
    return;
  }
  for (const [index, item] of listAt(content, path).entries()) {
    const part = objectAt(item, `${path}.${index}`);
    if (part['type'] === 'text') textAt(part['text'], `${path}.${index}.text`);
    else if (part['type'] === 'image_url' && role === 'user') {
      imageUrlAt(objectAt(part['image_url'], `${path}.${index}.image_url`)['url'], `${path}.${index}.image_url.url`);
    } else
      reject(`Invalid value: '${String(part['type'])}' in a message of the ${String(role)}.`, `${path}.${index}.type`);
  }
}
