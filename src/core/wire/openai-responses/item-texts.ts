import { asArray, asObject, asText, type JsonObject } from '../json.ts';
import type { TextKind } from './output-items.ts';

/** The texts of one kind in a finished item, a text a part. */
export function textsOf(item: JsonObject, kind: TextKind): string[] {
  const parts = asArray(kind === 'summary' ? item.summary : item.content).map(asObject);
  return parts
    .filter(part => part !== undefined && kindOfPart(part.type) === kind)
    .map(part => asText(part?.text) ?? asText(part?.refusal))
    .filter(text => text !== undefined);
}

/** Which kind of text a part of this type has. */
export function kindOfPart(type: unknown): TextKind | undefined {
  switch (type) {
    case 'output_text':
    case 'text':
      return 'text';
    case 'refusal':
      return 'refusal';
    case 'summary_text':
      return 'summary';
    case 'reasoning_text':
      return 'reasoning';
    default:
      return undefined;
  }
}
