import type { JsonObject } from '../json.ts';
import type { FunctionCall } from './function-calls.ts';
import { ReceivedText } from './received-text.ts';

/** The kinds of text an item may have. */
export type TextKind = 'text' | 'refusal' | 'summary' | 'reasoning';

/** One item of the answer's `output`, as far as it has come. */
export interface OutputItem {
  readonly index: number | undefined;
  readonly id: string | undefined;
  /** `message`, `reasoning`, `function_call` and many more. */
  readonly type: string;
  isDone: boolean;
  readonly received: Partial<Record<TextKind, ReceivedText>>;
  call?: FunctionCall;
  /** Whether any of its annotations has been reported. */
  isAnnotated: boolean;
}

/**
 * Pairs events with the items they are about.
 *
 * `output_index` is what the protocol pairs by; but servers leave it out, send 0 for every item, or change the ids of items
 * from event to event. So the id decides where it is known and does not speak against the index, else the index, else the
 * item that came last.
 */
export class OutputItems {
  readonly #byIndex = new Map<number, OutputItem>();
  readonly #byId = new Map<string, OutputItem>();
  #last: OutputItem | undefined;

  /** The item of an event, if it is known. */
  find(index: number | undefined, id: string | undefined): OutputItem | undefined {
    const last = this.#last;
    const hasKey = index !== undefined || id !== undefined;
    if (hasKey && last && last.index === index && last.id === id) return last;
    const byId = id === undefined ? undefined : this.#byId.get(id);
    if (byId && (index === undefined || byId.index === undefined || byId.index === index)) return byId;
    if (index === undefined) return last?.isDone ? undefined : last;
    const byIndex = this.#byIndex.get(index);
    // All items have the index 0: what comes after one is done is another one.
    return byIndex?.isDone && id !== undefined && byIndex.id !== id ? undefined : byIndex;
  }

  /** A new item. */
  open(index: number | undefined, id: string | undefined, type: string): OutputItem {
    const item = newItem(index, id, type);
    if (index !== undefined) this.#byIndex.set(index, item);
    if (id !== undefined) this.#byId.set(id, item);
    this.#last = item;
    return item;
  }
}

/** An item of which nothing has come yet. */
export function newItem(index: number | undefined, id: string | undefined, type: string): OutputItem {
  return { index, id, type, isDone: false, received: {}, isAnnotated: false };
}

/** How much of a kind of text an item has. */
export function receivedOf(item: OutputItem, kind: TextKind): ReceivedText {
  item.received[kind] ??= new ReceivedText();
  return item.received[kind];
}

/** The `output_index` of an event, if it has one. */
export function indexOf(event: JsonObject): number | undefined {
  return typeof event.output_index === 'number' ? event.output_index : undefined;
}
