import type { Delta } from '../../delta.ts';
import { asText, type JsonObject, parseJson } from '../json.ts';
import { argumentsDelta, toArgumentsText } from '../tool-call-arguments.ts';
import { ToolCallIds } from '../tool-call-ids.ts';

/** A call that is being received. */
export interface FunctionCall {
  /** The id it has been announced with. */
  id: string | undefined;
  /** `call_id`, by which a result is paired with its call; the item's own id is another thing. */
  callId: string | undefined;
  name: string;
  argumentsText: string;
  /** What came with the announcement, and counts if nothing comes after it. */
  announcedArguments: string;
  /** A custom tool takes free text, not JSON. */
  readonly isCustom: boolean;
  isEnded: boolean;
}

/** Puts the function calls of one answer together. */
export class FunctionCalls {
  readonly #calls: FunctionCall[] = [];
  readonly #ids = new ToolCallIds();

  /** Whether any call has come. */
  get hasCalls(): boolean {
    return this.#calls.length > 0;
  }

  /** The call with this `call_id`, if it is known. */
  find(callId: string | undefined): FunctionCall | undefined {
    return callId === undefined ? undefined : this.#calls.find(call => call.callId === callId);
  }

  /** Begins the call of an item of type `function_call` or `custom_tool_call`. */
  open(type: string): FunctionCall {
    const call: FunctionCall = {
      id: undefined,
      callId: undefined,
      name: '',
      argumentsText: '',
      announcedArguments: '',
      isCustom: type === 'custom_tool_call',
      isEnded: false,
    };
    this.#calls.push(call);
    return call;
  }

  /** The item has been announced. */
  announced(call: FunctionCall, item: JsonObject): Delta[] {
    call.announcedArguments ||= toArgumentsText(item.arguments ?? item.input);
    return this.#named(call, item);
  }

  /** A piece of the arguments has come. */
  add(call: FunctionCall, piece: string): Delta[] {
    call.argumentsText += piece;
    return call.id === undefined ? this.#announce(call, false) : argumentsDelta(call.id, piece);
  }

  /** The arguments are complete: `fields` has all of them, and may have the name. */
  completed(call: FunctionCall, fields: JsonObject): Delta[] {
    const whole = toArgumentsText(fields.arguments ?? fields.input);
    const deltas = this.#named(call, fields);
    // Arguments that are spelled otherwise than their pieces are the same ones; what has been put out stays.
    if (whole.length > call.argumentsText.length && whole.startsWith(call.argumentsText)) {
      deltas.push(...this.add(call, whole.slice(call.argumentsText.length)));
    }
    return deltas;
  }

  /** The item is done. */
  done(call: FunctionCall, item: JsonObject): Delta[] {
    const deltas = this.completed(call, item);
    const isWhole = item.status !== 'incomplete' && item.status !== 'in_progress';
    return [...deltas, ...this.#announce(call, true), ...(isWhole ? this.#end(call) : [])];
  }

  /**
   * The answer is over.
   *
   * @param mayRun whether it finished in a way in which calls are complete; those with complete arguments are ended.
   */
  end(mayRun: boolean): Delta[] {
    return this.#calls.flatMap(call => {
      if (call.isEnded) return [];
      const missing = call.argumentsText === '' ? call.announcedArguments : '';
      const deltas = missing === '' ? [] : this.add(call, missing);
      return [...deltas, ...this.#announce(call, true), ...(mayRun ? this.#end(call) : [])];
    });
  }

  #named(call: FunctionCall, fields: JsonObject): Delta[] {
    call.callId ??= asText(fields.call_id);
    call.name ||= asText(fields.name) ?? '';
    return this.#announce(call, false);
  }

  /** Without a name and an id it waits for them, but not for ever. */
  #announce(call: FunctionCall, isLast: boolean): Delta[] {
    if (call.id !== undefined || (!isLast && (call.name === '' || call.callId === undefined))) return [];
    call.id = this.#ids.take(call.callId);
    return [{ type: 'tool-call-start', id: call.id, name: call.name }, ...argumentsDelta(call.id, call.argumentsText)];
  }

  #end(call: FunctionCall): Delta[] {
    const { id, argumentsText } = call;
    const isComplete = call.isCustom || argumentsText.trim() === '' || parseJson(argumentsText) !== undefined;
    if (call.isEnded || id === undefined || call.name === '' || !isComplete) return [];
    call.isEnded = true;
    return [{ type: 'tool-call-end', id }];
  }
}
