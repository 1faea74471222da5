import { type AskTarget, isInsertionTarget } from '../../core/insertion/insertion-target.ts';

/** What keybindings and other extensions may pass to `askAboutSelection`, `generateAtCursor` and `newChat`. */
export interface CommandArgument {
  /** Asked at once, without a question to the user. */
  prompt?: string;
  /** `"<provider id>/<model id>"`; the chosen model otherwise. */
  model?: string;
  /** Where the answer goes; `newChat` has no use for it. */
  target?: AskTarget;
}

/** Takes the fields that are what they should be; other extensions and keybindings pass anything. */
export function parseCommandArgument(value: unknown): CommandArgument {
  if (typeof value !== 'object' || value === null) return {};
  const argument: CommandArgument = {};
  if ('prompt' in value && typeof value.prompt === 'string' && value.prompt.trim() !== '')
    argument.prompt = value.prompt;
  if ('model' in value && typeof value.model === 'string') argument.model = value.model;
  if ('target' in value && (value.target === 'panel' || isInsertionTarget(value.target)) && value.target !== 'terminal')
    argument.target = value.target;
  return argument;
}
