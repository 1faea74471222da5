import { asObject, asText, type JsonObject, parseJson } from './json.ts';
import { type FieldPath, parameterInWords } from './parameter-in-words.ts';
import type { AnswerRequest } from './wire-format.ts';

/** What a refused request was sent with. */
export interface SentRequest {
  /** What was asked for, in Runnel's terms. */
  request: Pick<AnswerRequest, 'temperature' | 'maxOutputTokens' | 'reasoningEffort' | 'reasoningBudget'>;
  /** The JSON text of the body. */
  body: string;
}

/** A parameter that a provider rejected. */
export interface RejectedParameter {
  /** As in `StreamError.parameter`. */
  parameter: string;
  /** As the provider calls it. */
  wireName: string;
}

/** How deep errors wrapped in errors are looked into. */
const maxDepth = 6;

/**
 * Which parameter a provider says it does not take, or undefined if it says nothing of the kind. Nothing is named that
 * was not sent, and nothing without which there is no request: an error may quote anything.
 *
 * @param errorBody the parsed body of the error
 * @param words what it says to people
 */
export function rejectedParameter(
  errorBody: unknown,
  words: string | undefined,
  sent: SentRequest,
): RejectedParameter | undefined {
  const body = asObject(parseJson(sent.body));
  if (!body) return undefined;
  // “thinking.enabled.budget_tokens: Input should be …”: a path as good as one in a field of its own.
  const label = /^([\w.[\]]+): /.exec(words ?? '')?.[1];
  const named = [...namedPaths(errorBody, 0), ...(label === undefined ? [] : [toPath(label)])];
  for (const path of named) {
    const found = findSent(body, path);
    if (found) return toParameter(found, sent.request);
    // What it names is beyond doubt, and no parameter of ours: its words are about the same.
    if (isEssential(path[0] ?? '')) return undefined;
  }
  const paths = sentPaths(body);
  const said = words === undefined ? undefined : parameterInWords(words, paths);
  return said && toParameter(said, sent.request);
}

/** The fields an error names in fields of its own, the outermost error first. */
function namedPaths(value: unknown, depth: number): FieldPath[] {
  if (depth > maxDepth) return [];
  if (typeof value === 'string') {
    // Gateways pass an upstream's whole body on as text.
    return value.trimStart().startsWith('{') ? namedPaths(parseJson(value), depth + 1) : [];
  }
  if (Array.isArray(value)) return value.slice(0, 20).flatMap(entry => namedPaths(entry, depth + 1));
  const object = asObject(value);
  if (!object) return [];
  const own = [
    ...[asText(object.param), asText(object.field)].filter(text => text !== undefined).map(toPath),
    ...(Array.isArray(object.loc) ? [locationPath(object.loc)] : []),
  ].filter(path => path.length > 0);
  const inner = [object.error, object.detail, object.details, object.fieldViolations, object.message, object.errors];
  return [...own, ...[...inner, asObject(object.metadata)?.raw].flatMap(part => namedPaths(part, depth + 1))];
}

/** "messages[0].role" */
function toPath(text: string): FieldPath {
  return text.split(/[.[\]]+/).filter(part => part !== '' && part !== 'body');
}

/** FastAPI's `["body", "messages", 0, "role"]`. */
function locationPath(location: readonly unknown[]): FieldPath {
  return location.map(String).filter(part => part !== 'body');
}

/** Field names are compared without regard to `snake_case` or `camelCase`: an error may use the one for the other. */
function sameName(first: string, second: string): boolean {
  return plain(first) === plain(second);
}

function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

/** The sent field a path leads to, as far as it goes; else one of the path's last name wherever it stands. */
function findSent(body: JsonObject, path: FieldPath): FieldPath | undefined {
  const found: string[] = [];
  let inside: unknown = body;
  for (const name of path) {
    const key: string | undefined = Object.keys(asObject(inside) ?? {}).find(candidate => sameName(candidate, name));
    if (key === undefined) break;
    found.push(key);
    inside = asObject(inside)?.[key];
  }
  if (found.length > 0) return isEssential(found[0] ?? '') ? undefined : found;
  const last = path.at(-1) ?? '';
  return sentPaths(body).find(sent => sameName(sent.at(-1) ?? '', last));
}

/** Without these there is no request, or no stream; they are not parameters. */
function isEssential(name: string): boolean {
  return essential.has(plain(name));
}

const essential = new Set(
  ['model', 'messages', 'contents', 'input', 'stream', 'system', 'instructions', 'systemInstruction'].map(plain),
);

/** All parameters in a body, also those inside of others, but nothing of the conversation. */
function sentPaths(body: JsonObject): FieldPath[] {
  const paths: FieldPath[] = [];
  const visit = (object: JsonObject, above: FieldPath) => {
    for (const [name, value] of Object.entries(object)) {
      if (above.length === 0 && isEssential(name)) continue;
      const path = [...above, name];
      paths.push(path);
      const inner = asObject(value);
      if (inner && path.length < 4) visit(inner, path);
    }
  };
  visit(body, []);
  return paths;
}

function toParameter(path: FieldPath, request: SentRequest['request']): RejectedParameter | undefined {
  const wireName = path.join('.');
  const [root = ''] = path;
  const setting = settingOf(path);
  switch (setting) {
    case 'temperature':
      if (request.temperature !== undefined) return { parameter: setting, wireName };
      break;
    case 'maxOutputTokens':
      // A limit that is sent though none is set is one the protocol demands.
      return request.maxOutputTokens === undefined ? undefined : { parameter: setting, wireName };
    case 'reasoningEffort':
      if (request.reasoningEffort !== undefined || request.reasoningBudget !== undefined) {
        return { parameter: setting, wireName };
      }
      break;
    case undefined:
      break;
  }
  // Where ours all stand in one field, leaving that out would leave all of them out.
  return root === 'generationConfig' ? undefined : { parameter: root, wireName };
}

const reasoningNames = new Set(
  [
    'reasoning',
    'reasoning_effort',
    'effort',
    'thinking',
    'thinking_config',
    'think',
    'output_config',
    'prompt_mode',
  ].map(plain),
);

const limitNames = new Set(['max_tokens', 'max_completion_tokens', 'max_output_tokens', 'num_predict'].map(plain));

/** Which of Runnel's settings a field of the body comes from. */
function settingOf(path: FieldPath): 'temperature' | 'maxOutputTokens' | 'reasoningEffort' | undefined {
  const names = path.map(plain);
  const last = names.at(-1) ?? '';
  // How reasoning is shown is no setting of Runnel's.
  if (last === 'summary') return undefined;
  if (names.some(name => reasoningNames.has(name))) return 'reasoningEffort';
  if (last === 'temperature') return last;
  return limitNames.has(last) ? 'maxOutputTokens' : undefined;
}
