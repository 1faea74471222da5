import type { RequestMessage, RequestPart } from './wire-format.ts';

/** The text of a message, without what the model thought. */
export function textOf(parts: readonly RequestPart[]): string {
  return parts.map(part => (part.type === 'text' ? part.text : '')).join('');
}

/** The system prompt, for protocols that have a field of its own for it; empty if there is none, or nothing in it. */
export function systemText(messages: readonly RequestMessage[]): string {
  return messages
    .filter(({ role }) => role === 'system')
    .map(({ parts }) => textOf(parts))
    .filter(text => text.trim() !== '')
    .join('\n\n');
}

/** The image of a part as a URL that holds it. */
export function dataUrl({ mimeType, base64 }: Extract<RequestPart, { type: 'image' }>): string {
  return `data:${mimeType};base64,${base64}`;
}

/**
 * Hands the images that the model made to the user's message after them: several protocols have no place for an image in
 * the model's own message, and without it “make it brighter” asks for nothing. A message of the model's that held nothing
 * else is left out, and the user's before and after it become one.
 */
export function withImagesAsUsers(messages: readonly RequestMessage[]): RequestMessage[] {
  const sent: RequestMessage[] = [];
  let images: RequestPart[] = [];
  for (const { role, parts } of messages) {
    if (role === 'assistant') {
      images.push(...parts.filter(part => part.type === 'image').map(withoutSignature));
      const others = parts.filter(part => part.type !== 'image');
      if (textOf(others) !== '') sent.push({ role, parts: others });
      continue;
    }
    const own = role === 'user' ? [...images, ...parts] : parts;
    if (role === 'user') images = [];
    const last = sent.at(-1);
    if (role === 'user' && last?.role === role) {
      sent[sent.length - 1] = { role, parts: [...last.parts, { type: 'text', text: '\n\n' }, ...own] };
    } else sent.push({ role, parts: own });
  }
  return sent;
}

function withoutSignature(part: Extract<RequestPart, { type: 'image' }>): RequestPart {
  return { type: 'image', mimeType: part.mimeType, base64: part.base64 };
}
