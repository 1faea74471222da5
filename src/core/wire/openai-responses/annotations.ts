import type { Delta } from '../../delta.ts';
import { asObject, asText } from '../json.ts';

type Citation = Extract<Delta, { type: 'citation' }>;

/** The source in an annotation: a page by its address, a file by its name; undefined for other kinds. */
export function toCitation(annotation: unknown): Citation | undefined {
  const object = asObject(annotation);
  if (!object) return undefined;
  // Gateways nest it as chat completions do.
  const source = asObject(object.url_citation) ?? object;
  const url = asText(source.url);
  const title = asText(source.title) ?? asText(source.filename);
  const snippet = asText(source.content);
  if (url === undefined && title === undefined) return undefined;
  return {
    type: 'citation',
    ...(url === undefined ? {} : { url }),
    ...(title === undefined ? {} : { title }),
    ...(snippet === undefined ? {} : { snippet }),
  };
}
