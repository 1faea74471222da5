import { asArray, asObject, asText, type JsonObject } from '../json.ts';

type Scalar = string | number | boolean | null;
type Step = string | number;
/** An object, or an array if all its steps are numbers. */
type Branch = Map<Step, Scalar | Branch>;

/** More elements than any call has; a larger index would only fill the memory with nothing. */
const maxArrayLength = 100_000;

/**
 * Puts the arguments of one call together from Vertex’s `partialArgs`: values with the JSON path at which they stand. The
 * pieces of a text come under the same path while the one before says that it continues.
 *
 * @see https://docs.cloud.google.com/vertex-ai/generative-ai/docs/multimodal/function-calling
 */
export class PartialArgs {
  readonly #root: Branch = new Map();
  /** The paths whose texts are to be continued. */
  readonly #openPaths = new Set<string>();

  /** Takes the list of one `functionCall`. */
  take(partialArgs: unknown): void {
    for (const entry of asArray(partialArgs)) {
      const arg = asObject(entry);
      const path = asText(arg?.jsonPath);
      if (arg && path !== undefined) this.#takeOne(arg, path);
    }
  }

  /** The arguments so far, as plain JSON; undefined if there are none. */
  get value(): unknown {
    return this.#root.size === 0 ? undefined : toPlain(this.#root);
  }

  #takeOne(arg: JsonObject, path: string): void {
    const value = scalarOf(arg);
    const steps = parsePath(path);
    if (value !== undefined && steps) setAt(this.#root, steps, value, this.#openPaths.has(path));
    if (arg.willContinue === true) this.#openPaths.add(path);
    else this.#openPaths.delete(path);
  }
}

function scalarOf(arg: JsonObject): Scalar | undefined {
  for (const value of [arg.stringValue, arg.numberValue, arg.boolValue]) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  }
  return 'nullValue' in arg ? null : undefined;
}

/** The steps of a path such as `$.a[0]['b c']`; undefined if it is none. */
function parsePath(path: string): Step[] | undefined {
  const steps: Step[] = [];
  let rest = path.replace(/^\$/, '');
  while (rest !== '') {
    const match = pathStep.exec(rest);
    if (!match) return undefined;
    const [whole, name, index, quoted] = match;
    if (index === undefined) steps.push(name ?? (quoted ?? '').slice(1, -1).replace(/\\(.)/g, '$1'));
    else if (Number(index) < maxArrayLength) steps.push(Number(index));
    else return undefined;
    rest = rest.slice(whole.length);
  }
  return steps.length > 0 ? steps : undefined;
}

/** A name after a dot, an index, or a name in quotes and brackets. */
const pathStep = /^(?:\.?([^.[\]]+)|\[(\d+)\]|\[('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\])/;

function setAt(root: Branch, steps: readonly Step[], value: Scalar, appends: boolean): void {
  let branch = root;
  for (const step of steps.slice(0, -1)) {
    const known = branch.get(step);
    const next: Branch = known instanceof Map ? known : new Map();
    if (next !== known) branch.set(step, next);
    branch = next;
  }
  const last = steps.at(-1) ?? '';
  const before = branch.get(last);
  const isPiece = appends && typeof before === 'string' && typeof value === 'string';
  branch.set(last, isPiece ? before + value : value);
}

function toPlain(branch: Branch): unknown {
  const entries = [...branch].map(([step, node]) => [step, node instanceof Map ? toPlain(node) : node] as const);
  // The name `__proto__` becomes a field like any other here, which an assignment would not make of it.
  if (entries.some(([step]) => typeof step === 'string')) return Object.fromEntries(entries);
  const elements: unknown[] = [];
  for (const [step, value] of entries) elements[Number(step)] = value;
  return Array.from(elements, element => element ?? null);
}
