import type { Delta } from '../../delta.ts';
import { asArray, asObject, asText } from '../json.ts';
import { argumentsDelta, toArgumentsText } from '../tool-call-arguments.ts';
import { ToolCallIds } from '../tool-call-ids.ts';

/** Reads the tool calls of one answer. Each comes whole; an id is a newer server's. */
export class ToolCallReader {
  readonly #ids = new ToolCallIds();
  #hasCalls = false;

  /** Whether any call has come. */
  get hasCalls(): boolean {
    return this.#hasCalls;
  }

  /** Takes the `tool_calls` of a message. */
  read(calls: unknown): Delta[] {
    return asArray(calls).flatMap((entry): Delta[] => {
      const call = asObject(entry);
      const body = asObject(call?.function);
      const name = asText(body?.name);
      if (name === undefined) return [];
      this.#hasCalls = true;
      const id = this.#ids.take(asText(call?.id));
      return [
        { type: 'tool-call-start', id, name },
        ...argumentsDelta(id, toArgumentsText(body?.arguments)),
        { type: 'tool-call-end', id },
      ];
    });
  }
}
