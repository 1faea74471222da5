import { isObject } from './gateway-request.ts';

/** The last user message's text, whether it is a string or in parts under `content` or `parts`. */
export function lastUserText(messages: unknown): string {
  const list = Array.isArray(messages) ? messages : [];
  const last: unknown = list.findLast((message: unknown) => isObject(message) && message['role'] === 'user');
  const content = isObject(last) ? (last['content'] ?? last['parts']) : undefined;
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) => (isObject(part) && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}
