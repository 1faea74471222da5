import type { RequestMessage, RequestPart } from '../wire-format.ts';
import { blockOfSignature, type ThinkingBlock } from './signature.ts';

/** A content block as it is sent. */
type Block =
  | { type: 'text'; text: string }
  | { type: 'image'; source: { type: 'base64'; media_type: string; data: string } }
  | ThinkingBlock;

/** A message as it is sent. */
export interface Message {
  role: 'user' | 'assistant';
  content: string | Block[];
}

/** The messages of a conversation without its system prompt, which has a field of its own. */
export function toMessages(messages: readonly RequestMessage[]): Message[] {
  return messages.flatMap(({ role, parts }): Message[] => {
    if (role === 'system') return [];
    const content = role === 'user' ? parts.flatMap(questionBlocks) : answerBlocks(parts);
    return content.length === 0 ? [] : [{ role, content: asPlainText(content) ?? content }];
  });
}

function questionBlocks(part: RequestPart): Block[] {
  switch (part.type) {
    case 'text':
      return textBlocks(part.text);
    case 'image': {
      const mimeType = part.mimeType.toLowerCase();
      const media_type = mimeType === 'image/jpg' ? 'image/jpeg' : mimeType;
      return [{ type: 'image', source: { type: 'base64', media_type, data: part.base64 } }];
    }
    case 'reasoning':
      return [];
  }
}

/**
 * An answer as it came, with the blocks of thinking that are signed. Images of another model's are left out: only
 * questions may hold some.
 */
function answerBlocks(parts: readonly RequestPart[]): Block[] {
  const blocks = parts.flatMap((part): Block[] => {
    // The signature of thinking that is not shown closes whatever came before it: then it follows that.
    const signed = part.signature === undefined ? [] : [blockOfSignature(part.signature, thoughtOf(part))];
    return part.type === 'text' ? [...textBlocks(part.text), ...signed] : signed;
  });
  // An answer must not end in thinking, as one does that was stopped there.
  return blocks.slice(0, blocks.findLastIndex(block => block.type === 'text') + 1);
}

function thoughtOf(part: RequestPart): string {
  return part.type === 'reasoning' ? part.text : '';
}

/** Text of blanks alone is refused. */
function textBlocks(text: string): Block[] {
  return text.trim() === '' ? [] : [{ type: 'text', text }];
}

/** The short form of a content that is one text; some copies of the protocol know no other. */
function asPlainText(content: readonly Block[]): string | undefined {
  const [block, ...others] = content;
  return block?.type === 'text' && others.length === 0 ? block.text : undefined;
}
