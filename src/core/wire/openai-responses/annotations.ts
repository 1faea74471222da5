import type { CitationDelta } from '../../delta.ts';
import { citedRange, citing, toCitation } from '../citation.ts';
import { asObject, asText } from '../json.ts';

/**
 * The source in an annotation: a page by its address, a file by its name; undefined for other kinds.
 *
 * @param within see {@link citedRange}
 */
export function readAnnotation(annotation: unknown, within: number | undefined): CitationDelta | undefined {
  const object = asObject(annotation);
  if (!object) return undefined;
  // Gateways nest it as chat completions do.
  const source = asObject(object.url_citation) ?? object;
  const { url, content: snippet } = source;
  const title = asText(source.title) ?? asText(source.filename);
  // Other kinds have a text alone.
  if (asText(url) === undefined && title === undefined) return undefined;
  const citation = toCitation({ url, title, snippet });
  return citation && citing(citation, citedRange(source, within));
}
