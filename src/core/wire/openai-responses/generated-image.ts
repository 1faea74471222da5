import type { Delta } from '../../delta.ts';
import { readImageUrl } from '../image-url.ts';
import { asText, type JsonObject } from '../json.ts';

/** The finished image of an `image_generation_call`: base64, or from some servers an address. */
export function readGeneratedImage(item: JsonObject): Delta[] {
  const result = asText(item.result);
  if (result === undefined) return [];
  if (/^(?:data|https?):/i.test(result)) return readImageUrl(result);
  return [{ type: 'image', mimeType: mimeTypeOf(result, asText(item.output_format)), base64: result }];
}

/** By its first bytes, which are the same in base64; what the server says is only what was asked for. */
function mimeTypeOf(base64: string, format: string | undefined): string {
  if (base64.startsWith('iVBORw0KGgo')) return 'image/png';
  if (base64.startsWith('/9j/')) return 'image/jpeg';
  if (base64.startsWith('UklGR')) return 'image/webp';
  if (format === 'jpg') return 'image/jpeg';
  return /^(?:png|jpeg|webp|gif)$/.test(format ?? '') ? `image/${format}` : 'image/png';
}
