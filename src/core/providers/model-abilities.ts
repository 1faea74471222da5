import { asObject, type JsonObject } from '../wire/json.ts';
import type { ModelInfo } from './model-info.ts';

/** What an entry in a list of models says that the model can do; undefined if it says nothing. */
export function readAbilities(entry: JsonObject): ModelInfo['abilities'] {
  const can = asObject(entry.capabilities) ?? {};
  const words = listOf(entry.capabilities);
  const inputs = listOf(asObject(entry.architecture)?.input_modalities ?? entry.input_modalities);
  const parameters = listOf(entry.supported_parameters);
  const images =
    yesOrNo(entry.supports_vision) ??
    yesOrNo(can.vision) ??
    yesOrNo(can.image_input) ??
    yesOrNo(entry.vision) ??
    holds(inputs, 'image') ??
    onlyYes(words, 'vision') ??
    (entry.type === 'vlm' ? true : undefined);
  const reasoning =
    yesOrNo(entry.supports_reasoning) ??
    yesOrNo(can.reasoning) ??
    yesOrNo(can.thinking) ??
    yesOrNo(entry.thinking) ??
    holds(parameters, 'reasoning') ??
    onlyYes(words, 'thinking');
  const tools =
    yesOrNo(entry.supports_tool_calling) ??
    yesOrNo(can.function_calling) ??
    holds(parameters, 'tools') ??
    onlyYes(words, 'tools') ??
    onlyYes(words, 'tool_use');
  const abilities = {
    ...(images !== undefined && { images }),
    ...(reasoning !== undefined && { reasoning }),
    ...(tools !== undefined && { tools }),
  };
  return Object.keys(abilities).length > 0 ? abilities : undefined;
}

/** `true`, or Anthropic's `{ "supported": true }`. */
function yesOrNo(value: unknown): boolean | undefined {
  const answer = asObject(value)?.supported ?? value;
  return typeof answer === 'boolean' ? answer : undefined;
}

function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) && value.length > 0 ? value : undefined;
}

/** For a list that is complete: what it does not hold is not there. */
function holds(list: readonly unknown[] | undefined, word: string): boolean | undefined {
  return list?.includes(word);
}

/** For a list of whatever the server happens to know of. */
function onlyYes(list: readonly unknown[] | undefined, word: string): boolean | undefined {
  return list?.includes(word) ? true : undefined;
}
