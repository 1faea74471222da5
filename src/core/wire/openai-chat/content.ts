import type { Delta } from '../../delta.ts';
import { readImageUrl } from '../image-url.ts';
import { asArray, asObject, asText, type JsonObject } from '../json.ts';
import { writeSignature } from './signature.ts';

/** The deltas of a `content` field: a string, null, a list of parts as Mistral sends it, or one such part. */
export function readContent(content: unknown): Delta[] {
  const parts = Array.isArray(content) ? content : [content];
  return parts.flatMap((part): Delta[] => {
    const object = asObject(part);
    if (object) return readPart(object);
    const text = asText(part);
    return text === undefined ? [] : [{ type: 'text-delta', text }];
  });
}

function readPart(part: JsonObject): Delta[] {
  switch (part.type) {
    case undefined:
    case 'text':
    case 'output_text': {
      const text = asText(part.text);
      return text === undefined ? [] : [{ type: 'text-delta', text }];
    }
    case 'refusal': {
      const text = asText(part.refusal);
      return text === undefined ? [] : [{ type: 'refusal-delta', text }];
    }
    case 'thinking': {
      const text = thinkingText(part.thinking);
      const signature = asText(part.signature);
      if (signature !== undefined) {
        return [{ type: 'reasoning-delta', text, signature: writeSignature({ thinking_signature: signature }) }];
      }
      return text === '' ? [] : [{ type: 'reasoning-delta', text }];
    }
    case 'image_url':
      return readImages([part]);
    default:
      // References, documents and whatever comes to be: nothing to show.
      return [];
  }
}

function thinkingText(thinking: unknown): string {
  if (typeof thinking === 'string') return thinking;
  return asArray(thinking)
    .map(part => asText(asObject(part)?.text) ?? '')
    .join('');
}

/** The images of a list of `image_url` parts. */
export function readImages(images: unknown): Delta[] {
  return asArray(images).flatMap((image): Delta[] => {
    const field = asObject(image)?.image_url;
    const url = asText(field) ?? asText(asObject(field)?.url);
    return url === undefined ? [] : readImageUrl(url);
  });
}
