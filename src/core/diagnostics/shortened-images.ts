import { asObject } from '../wire/json.ts';

/** How much of an image's base64 is left: it shows the kind of the file. */
const shownLength = 5;

/** A JSON value with the images in it cut short, as each would be one line of thousands of characters. */
export function shortenImages(json: unknown): { json: unknown; shortened: boolean } {
  let shortened = false;
  const shorten = (base64: string): string => {
    if (base64.length <= shownLength) return base64;
    shortened = true;
    return `${base64.slice(0, shownLength)}… (${base64.length.toLocaleString('en-US')} characters)`;
  };
  const copy = (value: unknown, holder: Readonly<Record<string, unknown>>, name: string): unknown => {
    if (typeof value === 'string') {
      const head = dataUrlHead.exec(value)?.[0];
      if (head !== undefined) return head + shorten(value.slice(head.length));
      return isImageData(holder, name) ? shorten(value) : value;
    }
    if (Array.isArray(value)) return value.map(element => copy(element, holder, name));
    const object = asObject(value);
    if (!object) return value;
    return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, copy(inner, object, key)]));
  };
  const copied = copy(json, {}, '');
  return { json: copied, shortened };
}

const dataUrlHead = /^data:image\/[a-z\d.+-]+;base64,(?=[a-z\d+/=]+$)/i;

/** Whether a field holds an image in base64: as Anthropic and Gemini write it, beside its type, or as Ollama does, in a list. */
function isImageData(holder: Readonly<Record<string, unknown>>, name: string): boolean {
  if (name === 'images') return true;
  const type = holder['media_type'] ?? holder['mimeType'];
  return name === 'data' && typeof type === 'string' && type.startsWith('image/');
}
