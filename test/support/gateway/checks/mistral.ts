import { isSignatureOf } from '../answer.ts';
import {
  alternating,
  imageUrlAt,
  listAt,
  numberAt,
  objectAt,
  oneOf,
  onlyFields,
  optionalOneOf,
  reject,
  textAt,
  wholeNumberAt,
} from '../check.ts';
import { type GatewayRequest, isObject } from '../gateway-request.ts';
import { EFFORTS } from './openai-chat.ts';

const FIELDS = [
  'model',
  'messages',
  'stream',
  'temperature',
  'top_p',
  'max_tokens',
  'stop',
  'random_seed',
  'response_format',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'presence_penalty',
  'frequency_penalty',
  'n',
  'prediction',
  'prompt_mode',
  'reasoning_effort',
  'safe_prompt',
  'metadata',
  'guardrails',
  'prompt_cache_key',
];

export function checkMistral({ body }: GatewayRequest): void {
  const request = objectAt(body, 'body');
  onlyFields(request, FIELDS);
  const messages = listAt(request['messages'], 'messages').map((message, index) =>
    objectAt(message, `messages.${index}`),
  );
  for (const [index, message] of messages.entries()) checkMessage(message, `messages.${index}`);
  alternating(
    messages.map(({ role }) => role),
    'messages',
  );
  const last = messages.at(-1);
  const lastRole = last?.['role'];
  if (lastRole !== 'user' && lastRole !== 'tool' && !(lastRole === 'assistant' && last?.['prefix'] === true)) {
    reject(`Expected last role User or Tool (or Assistant with prefix True) for serving but got ${String(lastRole)}`);
  }
  numberAt(request['temperature'], 'temperature', 0, 1.5);
  wholeNumberAt(request['max_tokens'], 'max_tokens', 0);
  optionalOneOf(request['reasoning_effort'], EFFORTS, 'reasoning_effort');
  optionalOneOf(request['prompt_mode'], ['reasoning', null], 'prompt_mode');
}

function checkMessage(message: Record<string, unknown>, path: string): void {
  const { role, content } = message;
  oneOf(role, ['system', 'user', 'assistant', 'tool'], `${path}.role`);
  onlyFields(message, ['role', 'content', 'tool_calls', 'tool_call_id', 'name', 'prefix'], path);
  if (typeof content === 'string') {
    textAt(content, `${path}.content`);
    return;
  }
  if (role === 'assistant' && Array.isArray(message['tool_calls']) && !content) return;
  for (const [index, item] of listAt(content, `${path}.content`).entries()) {
    checkPart(objectAt(item, `${path}.content.${index}`), role, `${path}.content.${index}`);
  }
}

function checkPart(part: Record<string, unknown>, role: unknown, path: string): void {
  if (part['type'] === 'text') textAt(part['text'], `${path}.text`);
  else if (part['type'] === 'image_url' && role === 'user') {
    const image = part['image_url'];
    imageUrlAt(isObject(image) ? image['url'] : image, `${path}.image_url`);
  } else if (part['type'] === 'thinking' && role === 'assistant') checkThinking(part, path);
  else if (part['type'] !== 'reference') {
    reject(`Input tag '${String(part['type'])}' is not expected in a message of the ${String(role)}`, `${path}.type`);
  }
}

function checkThinking(part: Record<string, unknown>, path: string): void {
  onlyFields(part, ['type', 'thinking', 'signature', 'closed'], path);
  const pieces = listAt(part['thinking'], `${path}.thinking`).map(piece => objectAt(piece, `${path}.thinking`));
  const text = pieces
    .map(piece => (piece['type'] === 'text' ? textAt(piece['text'], `${path}.thinking`) : ''))
    .join('');
  const { signature } = part;
  if (
    signature !== undefined &&
    signature !== null &&
    !(typeof signature === 'string' && isSignatureOf(signature, text))
  ) {
    reject('The signature is not that of the thinking.', `${path}.signature`);
  }
}
