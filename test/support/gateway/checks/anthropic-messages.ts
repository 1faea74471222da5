import { isSignatureOf } from '../answer.ts';
import {
  alternating,
  base64At,
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
import type { GatewayRequest } from '../gateway-request.ts';

const FIELDS = [
  'model',
  'messages',
  'max_tokens',
  'stream',
  'system',
  'temperature',
  'top_p',
  'top_k',
  'stop_sequences',
  'metadata',
  'tools',
  'tool_choice',
  'thinking',
  'output_config',
  'service_tier',
  'container',
  'context_management',
  'mcp_servers',
  'cache_control',
];

export function checkAnthropic({ headers, body }: GatewayRequest): void {
  if (headers['anthropic-version'] === undefined) reject('anthropic-version: header is required');
  if (headers['anthropic-version'] !== '2023-06-01') {
    reject(`anthropic-version: "${String(headers['anthropic-version'])}" is not a valid version`);
  }
  const request = objectAt(body, 'body');
  onlyFields(request, FIELDS);
  const { max_tokens: maxTokens, system, thinking, temperature } = request;
  if (maxTokens === undefined) reject('max_tokens: Field required', 'max_tokens');
  wholeNumberAt(maxTokens, 'max_tokens');
  numberAt(temperature, 'temperature', 0, 1);
  if (typeof system === 'string') textAt(system, 'system');
  else if (system !== undefined)
    for (const block of listAt(system, 'system')) checkText(objectAt(block, 'system'), 'system');
  if (thinking !== undefined) checkThinkingSetting(objectAt(thinking, 'thinking'), request);
  if (request['output_config'] !== undefined) {
    const { effort } = objectAt(request['output_config'], 'output_config');
    optionalOneOf(effort, ['low', 'medium', 'high', 'xhigh', 'max'], 'output_config.effort');
  }
  const messages = listAt(request['messages'], 'messages').map((message, index) =>
    objectAt(message, `messages.${index}`),
  );
  for (const [index, message] of messages.entries()) checkMessage(message, `messages.${index}`);
  alternating(
    messages.map(({ role }) => role),
    'messages',
  );
  if (messages[0]?.['role'] !== 'user') reject('messages: first message must use the "user" role', 'messages');
  if (messages.at(-1)?.['role'] === 'assistant') {
    reject('This model does not support assistant message prefill. The conversation must end with a user message.');
  }
}

function checkThinkingSetting(thinking: Record<string, unknown>, request: Record<string, unknown>): void {
  const { type, budget_tokens: budget } = thinking;
  oneOf(type, ['enabled', 'disabled', 'adaptive'], 'thinking.type');
  if (type === 'disabled') {
    onlyFields(thinking, ['type'], 'thinking');
    return;
  }
  onlyFields(thinking, type === 'enabled' ? ['type', 'budget_tokens', 'display'] : ['type', 'display'], 'thinking');
  if (type === 'enabled') {
    if (typeof budget !== 'number') reject('thinking.enabled.budget_tokens: Field required', 'thinking.budget_tokens');
    wholeNumberAt(budget, 'thinking.enabled.budget_tokens', 1024);
    const max = request['max_tokens'];
    if (typeof max === 'number' && max <= budget) {
      reject('`max_tokens` must be greater than `thinking.budget_tokens`.', 'max_tokens');
    }
  }
  if (request['temperature'] !== undefined && request['temperature'] !== 1) {
    reject('`temperature` may only be set to 1 when thinking is enabled.', 'temperature');
  }
}

function checkMessage(message: Record<string, unknown>, path: string): void {
  const { role, content } = message;
  onlyFields(message, ['role', 'content'], path);
  oneOf(role, ['user', 'assistant'], `${path}.role`);
  if (typeof content === 'string') {
    textAt(content, `${path}.content`);
    return;
  }
  for (const [index, block] of listAt(content, `${path}.content`).entries()) {
    checkBlock(objectAt(block, `${path}.content.${index}`), role, `${path}.content.${index}`);
  }
}

function checkBlock(block: Record<string, unknown>, role: unknown, path: string): void {
  const { type, thinking, signature } = block;
  const allowed =
    role === 'user'
      ? ['text', 'image', 'document', 'tool_result']
      : ['text', 'thinking', 'redacted_thinking', 'tool_use'];
  oneOf(type, allowed, `${path}.type`);
  switch (type) {
    case 'text':
      checkText(block, path);
      break;
    case 'image':
      checkImage(objectAt(block['source'], `${path}.source`), `${path}.source`);
      break;
    case 'thinking':
      onlyFields(block, ['type', 'thinking', 'signature'], path);
      if (typeof thinking !== 'string') reject(`${path}.thinking: Field required`, `${path}.thinking`);
      if (typeof signature !== 'string') reject(`${path}.signature: Field required`, `${path}.signature`);
      if (!isSignatureOf(signature, thinking)) reject(`${path}: Invalid \`signature\` in \`thinking\` block`, path);
      break;
    case 'redacted_thinking':
      onlyFields(block, ['type', 'data'], path);
      if (!isSignatureOf(textAt(block['data'], `${path}.data`), 'hidden')) reject(`${path}: Invalid \`data\``, path);
  }
}

function checkText(block: Record<string, unknown>, path: string): void {
  if (block['type'] !== 'text') reject(`${path}.type: Input should be 'text'`, path);
  onlyFields(block, ['type', 'text', 'cache_control', 'citations'], path);
  textAt(block['text'], `${path}.text`);
}

function checkImage(source: Record<string, unknown>, path: string): void {
  oneOf(source['type'], ['base64', 'url', 'file'], `${path}.type`);
  if (source['type'] !== 'base64') return;
  oneOf(source['media_type'], ['image/jpeg', 'image/png', 'image/gif', 'image/webp'], `${path}.media_type`);
  base64At(source['data'], `${path}.data`);
}
