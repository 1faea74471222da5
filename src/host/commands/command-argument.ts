import { type AskTarget, askTargets, isAskTarget } from '../../core/insertion/insertion-target.ts';
import { parseModelSetting } from '../../core/providers/provider.ts';

/** What keybindings and other extensions may pass to `askAboutSelection`, `generateAtCursor` and `newChat`. */
export interface CommandArgument {
  /** Asked at once, without a question to the user. */
  prompt?: string;
  /** `"<provider id>/<model id>"`; the chosen model otherwise. */
  model?: string;
  /** Where the answer goes; `newChat` has no use for it. */
  target?: AskTarget;
}

/** What is wrong with an argument, in words for whoever wrote the keybinding or the extension; undefined if nothing is. */
export function commandArgumentProblem(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('target' in value && value.target !== undefined && !isAskTarget(value.target)) {
    return `“target” is ${inWords(value.target)}, and can be ${askTargets.map(target => `“${target}”`).join(', ')}.`;
  }
  if ('model' in value && value.model !== undefined) {
    const { model } = value;
    if (typeof model !== 'string' || !parseModelSetting(model))
      return `“model” is ${inWords(model)}, and has to be “<provider id>/<model id>”.`;
  }
  return undefined;
}

/** So much of a wrong value is shown, in UTF-16 code units. */
const longestShown = 60;

/** Others pass anything: what has no end, or cannot be written as JSON, is only named. */
function inWords(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

/** Takes the fields that are what they should be; other extensions and keybindings pass anything. */
export function parseCommandArgument(value: unknown): CommandArgument {
  if (typeof value !== 'object' || value === null) return {};
  const argument: CommandArgument = {};
  if ('prompt' in value && typeof value.prompt === 'string' && value.prompt.trim() !== '')
    argument.prompt = value.prompt;
  if ('model' in value && typeof value.model === 'string') argument.model = value.model;
  if ('target' in value && isAskTarget(value.target)) argument.target = value.target;
  return argument;
}
