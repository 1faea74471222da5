import { type Citation, toCitation } from '../citation.ts';
import { asObject, asText } from '../json.ts';

/** The source in an annotation: a page by its address, a file by its name; undefined for other kinds. */
export function readAnnotation(annotation: unknown): Citation | undefined {
  const object = asObject(annotation);
  if (!object) return undefined;
  // Gateways nest it as chat completions do.
  const source = asObject(object.url_citation) ?? object;
  const { url, content: snippet } = source;
  const title = asText(source.title) ?? asText(source.filename);
  // Other kinds have a text alone.
  return asText(url) === undefined && title === undefined ? undefined : toCitation({ url, title, snippet });
}
