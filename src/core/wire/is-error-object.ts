import { asText, type JsonObject } from './json.ts';

/** Whether an object of which the protocol knows nothing is an error, in any of the shapes servers give one. */
export function isErrorObject(object: JsonObject): boolean {
  if (object.error || object.object === 'error' || object.type === 'error') return true;
  return (
    (asText(object.message) !== undefined && ('code' in object || 'type' in object || 'status' in object)) ||
    asText(object.detail) !== undefined ||
    Array.isArray(object.detail) ||
    // Cloudflare.
    (Array.isArray(object.errors) && object.errors.length > 0)
  );
}
