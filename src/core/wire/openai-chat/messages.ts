import { dataUrl, textOf, withImagesAsUsers } from '../request-parts.ts';
import type { RequestMessage, RequestPart } from '../wire-format.ts';
import { readSignature } from './signature.ts';

/** The conversation as the list `messages`. */
export function chatMessages(messages: readonly RequestMessage[]): object[] {
  return withImagesAsUsers(messages).map(({ role, parts }) =>
    role === 'assistant' ? assistantMessage(parts) : { role, content: content(parts) },
  );
}

/** A plain string where there is only text, since not every server reads lists. */
function content(parts: readonly RequestPart[]): string | object[] {
  if (!parts.some(part => part.type === 'image')) return textOf(parts);
  return parts.map(contentPart).filter(part => part !== undefined);
}

function contentPart(part: RequestPart): object | undefined {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'image':
      return { type: 'image_url', image_url: { url: dataUrl(part) } };
    case 'reasoning':
      return undefined;
  }
}

/** An answer with its reasoning, in the fields it came in; without what signs it no server asks for it back. */
function assistantMessage(parts: readonly RequestPart[]): object {
  const signed = parts.map(part => ({ part, signature: readSignature(part.signature) }));
  const text = textOf(parts);
  const details = signed.flatMap(({ signature }) => signature.reasoning_details ?? []);
  const requesty = signed.filter(({ signature }) => signature.reasoning_signature !== undefined);
  const reasoning = requesty.map(({ part }) => reasoningText(part)).join('');
  const thinking = signed
    .filter(({ signature }) => signature.thinking_signature !== undefined)
    .map(({ part, signature }) => ({
      type: 'thinking',
      thinking: [{ type: 'text', text: reasoningText(part) }],
      signature: signature.thinking_signature,
      closed: true,
    }));
  return {
    role: 'assistant',
    content: thinking.length > 0 ? [...thinking, { type: 'text', text }] : text,
    ...(details.length > 0 ? { reasoning_details: details } : {}),
    // The signature is one of the text, and means nothing without it.
    ...(reasoning === ''
      ? {}
      : { reasoning_content: reasoning, reasoning_signature: requesty.at(-1)?.signature.reasoning_signature }),
  };
}

function reasoningText(part: RequestPart): string {
  return part.type === 'reasoning' ? part.text : '';
}
