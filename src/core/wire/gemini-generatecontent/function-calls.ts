import type { Delta } from '../../delta.ts';
import { asObject, asText, type JsonObject } from '../json.ts';
import { argumentsDelta, toArgumentsText } from '../tool-call-arguments.ts';
import { ToolCallIds } from '../tool-call-ids.ts';
import { PartialArgs } from './partial-args.ts';

interface Call {
  wireId: string | undefined;
  name: string;
  args: unknown;
  partial: PartialArgs | undefined;
  /** What the call came with, to be sent back with it. */
  signature: string | undefined;
  /** More of its arguments is to come. */
  isOpen: boolean;
  /** The result has come in the same answer: the provider has run it, and it is not for us. */
  isServed: boolean;
}

/**
 * Gathers the function calls of one answer and puts them out at its end. Not before: only the end tells which of them the
 * provider runs itself, and a call that has been announced cannot be taken back.
 */
export class FunctionCallReader {
  readonly #calls: Call[] = [];

  /** Whether any call is left for the client to run. */
  get hasCalls(): boolean {
    return this.#calls.some(call => !call.isServed);
  }

  /** Takes a `functionCall`, whole or a piece of one. */
  take(functionCall: JsonObject, signature: string | undefined): void {
    const call = this.#callOf(functionCall);
    if (!call) return;
    call.signature ??= signature;
    call.args = functionCall.args ?? call.args;
    if (functionCall.partialArgs !== undefined) {
      call.partial ??= new PartialArgs();
      call.partial.take(functionCall.partialArgs);
    }
    call.isOpen = functionCall.willContinue === true;
  }

  /** Takes a `functionResponse`, the result of a call that the provider has run. */
  takeResponse(functionResponse: JsonObject): void {
    const id = asText(functionResponse.id);
    const name = asText(functionResponse.name);
    const waiting = this.#calls.filter(call => !call.isServed);
    const call =
      waiting.find(({ wireId }) => id !== undefined && wireId === id) ??
      waiting.find(call => call.name === name && (id === undefined || call.wireId === undefined));
    if (call) call.isServed = true;
  }

  /**
   * The answer is over.
   *
   * @param mayRun whether it finished in a way in which calls are complete
   */
  end(mayRun: boolean): Delta[] {
    // Most models give their calls no id.
    const ids = new ToolCallIds();
    return this.#calls
      .filter(call => !call.isServed)
      .flatMap((call): Delta[] => {
        const id = ids.take(call.wireId);
        const { name, signature } = call;
        return [
          { type: 'tool-call-start', id, name },
          ...argumentsDelta(id, argumentsTextOf(call)),
          ...(mayRun ? [{ type: 'tool-call-end', id } as const] : []),
          ...(signature === undefined ? [] : [{ type: 'reasoning-delta', text: '', signature } as const]),
        ];
      });
  }

  /** A name begins a call, unless it comes again with each piece; what has none belongs to the call that is open. */
  #callOf(functionCall: JsonObject): Call | undefined {
    const wireId = asText(functionCall.id);
    const name = asText(functionCall.name);
    const open = this.#calls.findLast(call => call.isOpen && (wireId === undefined || call.wireId === wireId));
    const continues = open !== undefined && (name === undefined || (wireId !== undefined && open.name === name));
    if (continues) return open;
    if (name === undefined) return undefined;
    const call: Call = {
      wireId,
      name,
      args: undefined,
      partial: undefined,
      signature: undefined,
      isOpen: false,
      isServed: false,
    };
    this.#calls.push(call);
    return call;
  }
}

function argumentsTextOf({ args, partial }: Call): string {
  const streamed = partial?.value;
  return toArgumentsText(streamed === undefined ? args : { ...asObject(args), ...asObject(streamed) });
}
