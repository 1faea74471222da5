import type { Delta } from '../../delta.ts';
import { asText, type JsonObject, parseJson } from '../json.ts';
import { toArgumentsText } from '../tool-call-arguments.ts';
import { ToolCallIds } from '../tool-call-ids.ts';

/** A call of a tool of ours that is being received. */
export interface Call {
  readonly id: string;
  argumentsText: string;
  /** Arguments that came with the block's start, to be used if no others follow; JSON text. */
  readonly initialText: string;
  isClosed: boolean;
}

/** Puts the tool calls of one answer together. */
export class ToolCalls {
  readonly #calls: Call[] = [];
  readonly #ids = new ToolCallIds();

  /** Whether any call has come. */
  get hasCalls(): boolean {
    return this.#calls.length > 0;
  }

  /** Takes a `tool_use` block. */
  begin(block: JsonObject): { call: Call; deltas: Delta[] } {
    const id = this.#ids.take(asText(block.id));
    const call: Call = { id, argumentsText: '', initialText: toArgumentsText(block.input), isClosed: false };
    this.#calls.push(call);
    return { call, deltas: [{ type: 'tool-call-start', id, name: asText(block.name) ?? '' }] };
  }

  /**
   * Takes a piece of the arguments' JSON text.
   *
   * @param call the call of its block; where the block is not known, the piece is for the last call
   */
  add(call: Call | undefined = this.#calls.at(-1), text: unknown): Delta[] {
    if (!call || call.isClosed || typeof text !== 'string' || text === '') return [];
    call.argumentsText += text;
    return [{ type: 'tool-call-delta', id: call.id, argumentsText: text }];
  }

  /** The call's block is over. A call whose arguments are not complete is never ended, so that it is not run. */
  close(call: Call): Delta[] {
    if (call.isClosed) return [];
    const deltas = call.argumentsText === '' ? this.add(call, call.initialText) : [];
    call.isClosed = true;
    if (call.argumentsText === '' || parseJson(call.argumentsText) !== undefined) {
      deltas.push({ type: 'tool-call-end', id: call.id });
    }
    return deltas;
  }

  /** The model has called its tools: calls whose block was never closed, as by some copies of the protocol, are over. */
  closeAll(): Delta[] {
    return this.#calls.flatMap(call => this.close(call));
  }
}
