/** What images can be put beside a question: what every provider that sees images takes. */

/** Largest image, in bytes: Anthropic takes no larger one. */
export const maxImageBytes = 5 * 1024 * 1024;

/** The same in characters of base64. */
export const longestBase64 = Math.ceil(maxImageBytes / 3) * 4;

/** File extensions by media type. */
export const imageExtensions: Readonly<Record<string, readonly string[]>> = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
};

/** Whether a media type is that of an image that can be sent. */
export function isImageType(mimeType: string): boolean {
  return Object.hasOwn(imageExtensions, mimeType);
}

/** The media type that a file's name tells, if it is one that can be sent. */
export function imageTypeOf(fileName: string): string | undefined {
  const extension = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  return Object.keys(imageExtensions).find(type => imageExtensions[type]?.includes(extension));
}

/** Why an image cannot be attached, or undefined if it can. */
export function imageProblem(label: string, mimeType: string | undefined, bytes: number): string | undefined {
  if (mimeType === undefined || !isImageType(mimeType)) {
    return `“${label}” cannot be attached: images have to be PNG, JPEG, GIF or WebP.`;
  }
  if (bytes > maxImageBytes)
    return `“${label}” cannot be attached: it is larger than ${maxImageBytes / 1024 / 1024} MB.`;
  return bytes === 0 ? `“${label}” cannot be attached: it is empty.` : undefined;
}

/** Bytes in base64. Nothing in all hosts does this by itself yet. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  // In pieces: a call takes only so many arguments.
  for (let start = 0; start < bytes.length; start += pieceLength) {
    binary += String.fromCharCode(...bytes.subarray(start, start + pieceLength));
  }
  return btoa(binary);
}

const pieceLength = 8192;
