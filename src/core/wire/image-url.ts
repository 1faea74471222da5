import type { Delta } from '../delta.ts';

/** The image in a data URL. Any other address becomes a link to it, since nothing is loaded from elsewhere. */
export function readImageUrl(url: string): Delta[] {
  const match = /^data:(image\/[a-z0-9.+-]+)(?:;[^;,]*)*;base64,/i.exec(url.slice(0, 200));
  if (match?.[1] !== undefined) {
    return [{ type: 'image', mimeType: match[1].toLowerCase(), base64: url.slice(match[0].length) }];
  }
  return /^https?:/i.test(url) ? [{ type: 'citation', url, title: 'Image' }] : [];
}
