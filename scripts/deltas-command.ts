import { parseArgs } from 'node:util';
import type { ThinkTags } from '../src/core/wire/think-tags.ts';
import type { Framing, WireFormat, WireFormatId } from '../src/core/wire/wire-format.ts';
import { isWireFormatId, wireFormats } from '../src/core/wire/wire-formats.ts';

const defaultFormat = 'openai-chat';

/** Short for the formats' names, which are long to type. */
const aliases: Readonly<Record<string, WireFormatId>> = {
  chat: 'openai-chat',
  responses: 'openai-responses',
  anthropic: 'anthropic-messages',
  gemini: 'gemini-generatecontent',
  ollama: 'ollama-ndjson',
};

/** What `--help` prints. */
export const usage = `Usage:
  npm run --silent deltas -- [--format F] [--frames sse|jsonl] [--chunk N] [--think-tags T] < recorded-stream
  npm run --silent deltas -- [--format F] --base-url URL --model M --prompt TEXT [--key-env NAME] [more options]

  --format             the wire format, one of: ${Object.keys(wireFormats).join(', ')}
                       (default: ${defaultFormat}); for short: ${Object.keys(aliases).join(', ')}
  --think-tags         the model writes its reasoning into the text: tagged, between <think> and </think>;
                       open, the same without the opening tag

For a recorded stream, which is the raw body of an answer:
  --frames             how it is cut into payloads, where not as the format does it: sse, or jsonl (one a line)
  --chunk              cut it into pieces of N bytes first

For a request made now, with the transport of the extension; proxies are taken from the environment:
  --base-url           where the provider's API is
  --model, --prompt    what to ask
  --key-env            the environment variable that holds the API key; it goes into the format's own header
  --system             the system prompt
  --image              an image to send with the prompt: a PNG, JPEG, GIF or WebP file
  --temperature, --max-output-tokens, --reasoning-effort
                       as the settings of the same names; not sent if not given
  --retry              try again as the extension does, instead of once

  --help               print this

Prints one JSON document a line. The exit status is 1 if the last one is an error, 2 on a wrong option.
`;

/** What to do, as the arguments say. */
export type DeltasCommand = { mode: 'help' } | RecordedCommand | LiveCommand;

export interface RecordedCommand {
  mode: 'recorded';
  format: WireFormat;
  framing: Framing;
  chunkSize: number | undefined;
  thinkTags?: ThinkTags;
}

export interface LiveCommand {
  mode: 'live';
  format: WireFormat;
  baseUrl: string;
  model: string;
  prompt: string;
  apiKey: string | undefined;
  retry: boolean;
  thinkTags?: ThinkTags;
  system?: string;
  imageFile?: string;
  temperature?: number;
  maxOutputTokens?: number;
  reasoningEffort?: string;
}

/** Arguments that cannot be followed; the message says why. */
export class UsageError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;
type Values = ReturnType<typeof readArguments>['values'];

const recordedOnly = ['frames', 'chunk'] as const;
const liveOnly = [
  'model',
  'prompt',
  'key-env',
  'retry',
  'system',
  'image',
  'temperature',
  'max-output-tokens',
  'reasoning-effort',
] as const;

/** @throws UsageError */
export function parseCommand(args: readonly string[], env: Environment): DeltasCommand {
  const { values } = readArguments(args);
  if (values.help) return { mode: 'help' };
  const { format: name = defaultFormat } = values;
  const id = Object.hasOwn(aliases, name) ? aliases[name] : name;
  if (id === undefined || !isWireFormatId(id)) {
    throw new UsageError(`The wire format “${name}” is not known; these are: ${Object.keys(wireFormats).join(', ')}.`);
  }
  const format = wireFormats[id];
  const thinkTags = readThinkTags(values['think-tags']);
  const command = values['base-url'] === undefined ? recordedCommand(values, format) : liveCommand(values, format, env);
  return thinkTags ? { ...command, thinkTags } : command;
}

function recordedCommand(values: Values, format: WireFormat): RecordedCommand {
  for (const name of liveOnly) if (values[name] !== undefined) throw new UsageError(`--${name} needs --base-url.`);
  const framing = values.frames ?? format.framing;
  if (framing !== 'sse' && framing !== 'jsonl') throw new UsageError(`--frames is sse or jsonl, not “${framing}”.`);
  const chunkSize = readCount('chunk', values.chunk, 'a number of bytes');
  return { mode: 'recorded', format, framing, chunkSize };
}

function liveCommand(values: Values, format: WireFormat, env: Environment): LiveCommand {
  for (const name of recordedOnly) {
    if (values[name] !== undefined) throw new UsageError(`--${name} is for a recorded stream, not with --base-url.`);
  }
  const { model, prompt, system, image, retry = false, 'base-url': baseUrl = '' } = values;
  if (model === undefined || prompt === undefined) throw new UsageError('--base-url needs --model and --prompt.');
  const temperature = readTemperature(values.temperature);
  const maxOutputTokens = readCount('max-output-tokens', values['max-output-tokens'], 'a number of tokens');
  const reasoningEffort = values['reasoning-effort'];
  return {
    mode: 'live',
    format,
    baseUrl,
    model,
    prompt,
    apiKey: readKey(values['key-env'], env),
    retry,
    ...(system === undefined ? {} : { system }),
    ...(image === undefined ? {} : { imageFile: image }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(reasoningEffort === undefined ? {} : { reasoningEffort }),
  };
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        format: { type: 'string' },
        frames: { type: 'string' },
        chunk: { type: 'string' },
        'think-tags': { type: 'string' },
        'base-url': { type: 'string' },
        model: { type: 'string' },
        prompt: { type: 'string' },
        'key-env': { type: 'string' },
        system: { type: 'string' },
        image: { type: 'string' },
        temperature: { type: 'string' },
        'max-output-tokens': { type: 'string' },
        'reasoning-effort': { type: 'string' },
        retry: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (cause) {
    // Node goes on with advice about positional arguments, which are of no use here.
    const [sentence = ''] = (cause instanceof Error ? cause.message : String(cause)).split(/\.(?:\s|$)/, 1);
    throw new UsageError(`${sentence}.`);
  }
}

function readThinkTags(value: string | undefined): ThinkTags | undefined {
  if (value === undefined || value === 'tagged' || value === 'open') return value;
  throw new UsageError(`--think-tags is tagged or open, not “${value}”.`);
}

function readCount(name: string, value: string | undefined, what: string): number | undefined {
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new UsageError(`--${name} is ${what}, not “${value}”.`);
  return Number(value);
}

function readTemperature(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,3}(?:\.\d+)?$/.test(value))
    throw new UsageError(`--temperature is a number such as 0.7, not “${value}”.`);
  return Number(value);
}

function readKey(name: string | undefined, env: Environment): string | undefined {
  if (name === undefined) return undefined;
  const key = env[name];
  if (!key) throw new UsageError(`The environment variable ${name} is not set.`);
  return key;
}
