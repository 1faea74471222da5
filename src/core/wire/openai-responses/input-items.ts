import { dataUrl, withImagesAsUsers } from '../request-parts.ts';
import type { RequestMessage, RequestPart } from '../wire-format.ts';
import { readReasoningSignature, reasoningInput } from './reasoning-item.ts';

/** The conversation as the items of `input`; the system prompt is not among them. */
export function inputItems(messages: readonly RequestMessage[]): object[] {
  return withImagesAsUsers(messages).flatMap(({ role, parts }) => {
    if (role === 'assistant') return assistantItems(parts);
    if (role === 'system') return [];
    return [{ role, content: parts.map(userContent).filter(content => content !== undefined) }];
  });
}

function userContent(part: RequestPart): object | undefined {
  switch (part.type) {
    case 'text':
      return { type: 'input_text', text: part.text };
    case 'image':
      return { type: 'input_image', image_url: dataUrl(part), detail: 'auto' };
    case 'reasoning':
      return undefined;
  }
}

/**
 * An answer as the items it came in: its messages, each with the reasoning that led to it in front.
 *
 * A reasoning item without the item that followed it is refused with 400. What followed may be one that is not sent back
 * (a call, a search): then the reasoning is left out as well.
 */
function assistantItems(parts: readonly RequestPart[]): object[] {
  const items: object[] = [];
  // Backwards, since whether reasoning can be sent depends on what comes after it.
  let after: 'message' | 'reasoning' | undefined;
  for (const part of parts.toReversed()) {
    if (part.type === 'text' && part.text !== '') {
      items.unshift({ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: part.text }] });
      after = 'message';
    } else if (part.type === 'reasoning') {
      const signature = readReasoningSignature(part.signature);
      if (after === undefined || signature?.next !== after) {
        after = undefined;
        continue;
      }
      items.unshift(reasoningInput(signature, part.text));
      after = 'reasoning';
    }
  }
  return items;
}
