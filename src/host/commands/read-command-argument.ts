import * as vscode from 'vscode';
import { withoutLinks } from '../without-links.ts';
import { type CommandArgument, commandArgumentProblem, parseCommandArgument } from './command-argument.ts';

/** The argument of a command; undefined after telling the user what is wrong with it. */
export function readCommandArgument(argument: unknown): CommandArgument | undefined {
  const problem = commandArgumentProblem(argument);
  if (!problem) return parseCommandArgument(argument);
  void vscode.window.showErrorMessage(
    withoutLinks(`What was passed to the command of Runnel is not understood: ${problem} Correct the keybinding.`),
  );
  return undefined;
}
