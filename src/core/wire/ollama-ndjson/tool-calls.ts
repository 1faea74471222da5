import type { Delta } from '../../delta.ts';
import { asArray, asObject, asText } from '../json.ts';

/** Reads the tool calls of one answer. Each comes whole; an id is a newer server's. */
export class ToolCallReader {
  readonly #ids = new Set<string>();

  /** Whether any call has come. */
  get hasCalls(): boolean {
    return this.#ids.size > 0;
  }

  /** Takes the `tool_calls` of a message. */
  read(calls: unknown): Delta[] {
    return asArray(calls).flatMap((entry): Delta[] => {
      const call = asObject(entry);
      const body = asObject(call?.function);
      const name = asText(body?.name);
      if (name === undefined) return [];
      const id = this.#uniqueId(asText(call?.id));
      const argumentsText = toArgumentsText(body?.arguments);
      return [
        { type: 'tool-call-start', id, name },
        ...(argumentsText === '' ? [] : [{ type: 'tool-call-delta', id, argumentsText } as const]),
        { type: 'tool-call-end', id },
      ];
    });
  }

  #uniqueId(wireId: string | undefined): string {
    let id = wireId;
    for (let number = 1; id === undefined || this.#ids.has(id); number++) id = `call_${number}`;
    this.#ids.add(id);
    return id;
  }
}

/** Arguments are an object here; servers that copy the protocol send JSON text. */
function toArgumentsText(value: unknown): string {
  const text = typeof value === 'string' ? value : typeof value === 'object' && value ? JSON.stringify(value) : '';
  return text === '{}' ? '' : text;
}
