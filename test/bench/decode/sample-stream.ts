import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { anthropicEvents } from './formats/anthropic-messages.ts';
import { geminiEvents } from './formats/gemini-generatecontent.ts';
import { mistralEvents } from './formats/mistral.ts';
import { ollamaLines } from './formats/ollama-ndjson.ts';
import { openAiChatEvents } from './formats/openai-chat.ts';
import { openAiResponsesEvents } from './formats/openai-responses.ts';
import { type Answer, answerOf, createScript, pieceCount, type Script, type ScriptSize } from './script.ts';

/** The body of a made-up response, and what is in it. */
export interface SampleStream {
  format: WireFormatId;
  /** The bytes of each event with the blank line that ends it, or of each line. */
  events: readonly Uint8Array[];
  /** All events' bytes. */
  bytes: Uint8Array;
  /** How many pieces of content there are. */
  deltas: number;
  answer: Answer;
}

const writers: Readonly<Record<WireFormatId, (script: Script) => string[]>> = {
  'openai-chat': openAiChatEvents,
  'openai-responses': openAiResponsesEvents,
  'anthropic-messages': anthropicEvents,
  'gemini-generatecontent': geminiEvents,
  mistral: mistralEvents,
  'ollama-ndjson': ollamaLines,
};

/** Makes up a stream of a format, with so many events or slightly more. */
export function createSampleStream(format: WireFormatId, seed: number, size: ScriptSize): SampleStream {
  const script = createScriptFor(format, seed, size);
  const encoder = new TextEncoder();
  const events = writers[format](script).map(event => encoder.encode(event));
  return { format, events, bytes: Buffer.concat(events), deltas: pieceCount(script), answer: answerOf(script) };
}

/** How many tokens Gemini sends at a time; the others send one. */
const geminiTokens = 8;

/** Where a provider sends larger or whole pieces, so does the sample. */
function createScriptFor(format: WireFormatId, seed: number, size: ScriptSize): Script {
  if (format === 'gemini-generatecontent') {
    const { reasoning, text, toolArguments } = size;
    const script = createScript(seed, {
      reasoning: reasoning * geminiTokens,
      text: text * geminiTokens,
      toolArguments,
    });
    return joinArguments({
      ...script,
      reasoning: join(script.reasoning, geminiTokens),
      text: join(script.text, geminiTokens),
    });
  }
  const script = createScript(seed, size);
  return format === 'mistral' || format === 'ollama-ndjson' ? joinArguments(script) : script;
}

function joinArguments(script: Script): Script {
  return { ...script, toolArguments: join(script.toolArguments, script.toolArguments.length) };
}

function join(pieces: readonly string[], count: number): string[] {
  const joined: string[] = [];
  for (let start = 0; start < pieces.length; start += count) joined.push(pieces.slice(start, start + count).join(''));
  return joined;
}
