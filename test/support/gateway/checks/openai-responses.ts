import { isSignatureOf } from '../answer.ts';
import {
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
  'input',
  'instructions',
  'stream',
  'stream_options',
  'store',
  'include',
  'reasoning',
  'temperature',
  'top_p',
  'max_output_tokens',
  'max_tool_calls',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'text',
  'truncation',
  'metadata',
  'previous_response_id',
  'conversation',
  'prompt',
  'prompt_cache_key',
  'prompt_cache_retention',
  'safety_identifier',
  'service_tier',
  'top_logprobs',
  'background',
  'user',
];

export function checkResponses({ body }: GatewayRequest): void {
  const request = objectAt(body, 'body');
  onlyFields(request, FIELDS);
  const { input, reasoning } = request;
  if (typeof input === 'string') textAt(input, 'input');
  else
    checkItems(
      listAt(input, 'input').map((item, index) => objectAt(item, `input[${index}]`)),
      request['store'] !== false,
    );
  if (request['instructions'] !== undefined) textAt(request['instructions'], 'instructions');
  numberAt(request['temperature'], 'temperature', 0, 2);
  wholeNumberAt(request['max_output_tokens'], 'max_output_tokens', 16);
  if (reasoning === undefined) return;
  const { effort, summary } = objectAt(reasoning, 'reasoning');
  onlyFields(objectAt(reasoning, 'reasoning'), ['effort', 'summary', 'generate_summary'], 'reasoning');
  optionalOneOf(effort, EFFORTS, 'reasoning.effort');
  optionalOneOf(summary, ['auto', 'concise', 'detailed'], 'reasoning.summary');
}

function checkItems(items: readonly Record<string, unknown>[], stored: boolean): void {
  for (const [index, item] of items.entries()) {
    const path = `input[${index}]`;
    switch (item['type']) {
      case undefined:
      case 'message':
        checkMessage(item, path);
        break;
      case 'reasoning':
        checkReasoning(item, items[index + 1], path, stored);
        break;
      case 'function_call':
        textAt(item['call_id'], `${path}.call_id`);
        textAt(item['name'], `${path}.name`);
        break;
      case 'function_call_output':
        textAt(item['call_id'], `${path}.call_id`);
        break;
      case 'image_generation_call':
      case 'item_reference':
        textAt(item['id'], `${path}.id`);
        break;
      default:
        reject(`Invalid value: '${String(item['type'])}'.`, `${path}.type`);
    }
  }
}

function checkMessage({ role, content }: Record<string, unknown>, path: string): void {
  oneOf(role, ['user', 'assistant', 'system', 'developer'], `${path}.role`);
  if (typeof content === 'string') {
    textAt(content, `${path}.content`);
    return;
  }
  const allowed = role === 'assistant' ? ['output_text', 'refusal'] : ['input_text', 'input_image', 'input_file'];
  for (const [index, value] of listAt(content, `${path}.content`).entries()) {
    const part = objectAt(value, `${path}.content[${index}]`);
    oneOf(part['type'], allowed, `${path}.content[${index}].type`);
    if (part['type'] === 'input_image') imageUrlAt(part['image_url'], `${path}.content[${index}].image_url`);
    else if (part['type'] === 'refusal') textAt(part['refusal'], `${path}.content[${index}].refusal`);
    else if (part['type'] !== 'input_file') textAt(part['text'], `${path}.content[${index}].text`);
  }
}

function checkReasoning(
  item: Record<string, unknown>,
  next: Record<string, unknown> | undefined,
  path: string,
  stored: boolean,
): void {
  const { id, summary, encrypted_content: secret } = item;
  onlyFields(item, ['id', 'type', 'summary', 'content', 'encrypted_content', 'status'], path);
  if (!Array.isArray(summary)) reject(`Missing required parameter: '${path}.summary'.`, `${path}.summary`);
  const texts = summary.map((part: unknown) => (isObject(part) ? part['text'] : undefined));
  for (const text of texts) textAt(text, `${path}.summary`);
  if (typeof secret !== 'string' || secret === '') {
    if (!stored)
      reject(
        `Item with id '${String(id)}' not found. Items are not persisted when \`store\` is set to false.`,
        'input',
      );
  } else if (!isSignatureOf(secret, texts.join('\n\n'))) {
    reject(`The encrypted content for item ${String(id)} could not be verified.`, `${path}.encrypted_content`);
  }
  const followed =
    next && ['message', undefined, 'function_call', 'reasoning', 'image_generation_call'].includes(typeOf(next));
  if (!followed || next?.['role'] === 'user') {
    reject(`Item '${String(id)}' of type 'reasoning' was provided without its required following item.`, 'input');
  }
}

function typeOf({ type }: Record<string, unknown>): string | undefined {
  return typeof type === 'string' ? type : undefined;
}
