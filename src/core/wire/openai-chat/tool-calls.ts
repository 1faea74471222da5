import type { Delta } from '../../delta.ts';
import { asObject, asText, type JsonObject, parseJson } from '../json.ts';
import { argumentsDelta, toArgumentsText } from '../tool-call-arguments.ts';
import { ToolCallIds } from '../tool-call-ids.ts';

/** A tool call that is being received. */
interface Call {
  index: number | undefined;
  /** The id the server gave, if any yet. */
  wireId: string | undefined;
  name: string;
  argumentsText: string;
  /** The id it has been announced with. */
  id: string | undefined;
  /** A custom tool takes free text, not JSON. */
  isCustom: boolean;
}

/** One entry of `tool_calls`, read leniently. */
interface Fragment {
  index: number | undefined;
  wireId: string | undefined;
  name: string | undefined;
  argumentsText: string;
  isCustom: boolean;
}

/**
 * Puts the tool calls of one answer together.
 *
 * The protocol pairs fragments by `index`; but servers leave it out, number every call 0, send ids late, empty or
 * twice, or send whole calls at once.
 */
export class ToolCallTracker {
  readonly #calls: Call[] = [];
  readonly #ids = new ToolCallIds();

  /** Whether any call has come. */
  get hasCalls(): boolean {
    return this.#calls.length > 0;
  }

  /** Takes the calls of one `delta` (or `message`). */
  read(delta: JsonObject): Delta[] {
    const { tool_calls: entries } = delta;
    const deltas = (Array.isArray(entries) ? entries : [entries]).flatMap(entry =>
      this.#take(toFragment(asObject(entry))),
    );
    const legacy = asObject(delta.function_call);
    // Before there were parallel calls there was this one; no server sends both.
    if (legacy) deltas.push(...this.#take(toFragment({ index: 0, function: legacy })));
    return deltas;
  }

  /**
   * The answer is over.
   *
   * @param mayRun whether it finished in a way in which calls are complete; those with complete arguments are ended.
   */
  end(mayRun: boolean): Delta[] {
    const deltas: Delta[] = [];
    for (const call of this.#calls) {
      deltas.push(...this.#announce(call));
      const isComplete = call.isCustom || call.argumentsText.trim() === '' || isCompleteJson(call.argumentsText);
      if (mayRun && isComplete && call.name !== '' && call.id !== undefined) {
        deltas.push({ type: 'tool-call-end', id: call.id });
      }
    }
    return deltas;
  }

  #take(fragment: Fragment | undefined): Delta[] {
    if (!fragment) return [];
    let call = this.#find(fragment);
    if (!call || beginsAnother(call, fragment)) {
      call = { index: fragment.index, wireId: undefined, name: '', argumentsText: '', id: undefined, isCustom: false };
      this.#calls.push(call);
    }
    if (isRepetition(call, fragment)) return [];
    call.wireId ??= fragment.wireId;
    if (call.id === undefined) call.name = joinName(call.name, fragment.name);
    call.isCustom ||= fragment.isCustom;
    // Bedrock and gateways to Anthropic begin with an empty object that the arguments then take the place of.
    const isReplaced = call.id === undefined && call.argumentsText === '{}' && fragment.argumentsText.startsWith('{');
    call.argumentsText = (isReplaced ? '' : call.argumentsText) + fragment.argumentsText;
    if (call.id !== undefined) return argumentsDelta(call.id, fragment.argumentsText);
    // The id may be late and the name come in pieces; both are there when the arguments begin.
    if (call.name === '' || call.argumentsText === '' || call.argumentsText === '{}') return [];
    // In the order in which they began.
    const earlier = this.#calls.slice(0, this.#calls.indexOf(call)).filter(({ name }) => name !== '');
    return [...earlier, call].flatMap(known => this.#announce(known));
  }

  /** The call a fragment belongs to, as far as its index or id tells; else the one received last. */
  #find(fragment: Fragment): Call | undefined {
    const { index, wireId } = fragment;
    if (index !== undefined) {
      const known = this.#calls.findLast(call => call.index === index);
      // A server may count only from the second fragment on; but a name begins the call of that index.
      return (
        known ?? (fragment.name === undefined ? this.#calls.findLast(call => call.index === undefined) : undefined)
      );
    }
    const last = this.#calls.at(-1);
    return (wireId !== undefined && this.#calls.findLast(call => call.wireId === wireId)) || last;
  }

  #announce(call: Call): Delta[] {
    if (call.id !== undefined) return [];
    call.id = this.#ids.take(call.wireId);
    return [{ type: 'tool-call-start', id: call.id, name: call.name }, ...argumentsDelta(call.id, call.argumentsText)];
  }
}

function toFragment(entry: JsonObject | undefined): Fragment | undefined {
  if (!entry) return undefined;
  const custom = asObject(entry.custom);
  const body = asObject(entry.function) ?? custom ?? {};
  const fragment: Fragment = {
    index: toIndex(entry.index),
    wireId: toId(entry.id),
    name: asText(body.name),
    argumentsText: toArgumentsText(body.arguments ?? body.input),
    isCustom: custom !== undefined,
  };
  const isEmpty = fragment.wireId === undefined && fragment.name === undefined && fragment.argumentsText === '';
  return isEmpty ? undefined : fragment;
}

/** Mistral has said "null" where it has none. */
function toId(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return value === 'null' ? undefined : asText(value);
}

/** A name that comes again is the same one; another is its next piece, or all of it so far. */
function joinName(name: string, piece = ''): string {
  if (piece === name) return name;
  return piece.startsWith(name) ? piece : name + piece;
}

function toIndex(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** Whether a fragment that seems to belong to `call` begins another one after all. Only a name begins a call. */
function beginsAnother(call: Call, fragment: Fragment): boolean {
  if (fragment.name === undefined) return false;
  if (fragment.wireId !== undefined && call.wireId !== undefined) return fragment.wireId !== call.wireId;
  // Servers without ids: a name again after complete arguments, or another name, is the next whole call.
  if (fragment.index === undefined && call.name !== '' && fragment.name !== call.name) return true;
  return fragment.argumentsText !== '' && isCompleteObject(call.argumentsText);
}

/** Whether a whole call came once more, which would spoil its arguments. */
function isRepetition(call: Call, fragment: Fragment): boolean {
  return (
    fragment.name === call.name &&
    fragment.wireId === call.wireId &&
    fragment.argumentsText === call.argumentsText &&
    isCompleteObject(call.argumentsText)
  );
}

/** Looks at the last character first: parsing anew at each fragment would be quadratic. */
function isCompleteObject(text: string): boolean {
  return text.trimEnd().endsWith('}') && isCompleteJson(text);
}

/** Any JSON will do here: whether it fits the tool is for the tool to say. */
function isCompleteJson(text: string): boolean {
  return parseJson(text) !== undefined;
}
