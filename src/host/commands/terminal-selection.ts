import * as vscode from 'vscode';
import type { ChatPanels } from '../panel/chat-panels.ts';
import type { Services } from '../services.ts';
import { askAbout } from './ask-about.ts';
import { readCommandArgument } from './read-command-argument.ts';
import { isShortEnough, type SelectedText } from './selected-text.ts';

/** `Runnel: Ask About Terminal Selection…`: the same as about a selection in an editor, for the terminal used last. */
export async function askAboutTerminalSelection(
  services: Services,
  panels: ChatPanels,
  argument: unknown,
): Promise<void> {
  const options = readCommandArgument(argument);
  const selected = options && (await terminalSelection());
  if (selected) await askAbout(services, panels, selected, options);
}

async function terminalSelection(): Promise<SelectedText | undefined> {
  const terminal = vscode.window.activeTerminal;
  // Below the last line there is nothing but the rest of the screen.
  const text = terminal ? (await copiedFromTerminal()).trimEnd() : '';
  if (!terminal || text === '') {
    void vscode.window.showInformationMessage(
      'Nothing is selected in a terminal. Select some of its text, and run “Runnel: Ask About Terminal Selection…” again.',
    );
    return undefined;
  }
  if (!isShortEnough(text.length)) return undefined;
  const lines = text.split('\n').length;
  const attachment = { label: `Terminal: ${terminal.name}`, languageId: '', startLine: 1, endLine: lines, text };
  return { attachments: [attachment] };
}

/**
 * What is selected in the terminal, which VS Code tells nobody: it is copied, and what the clipboard held is put back. Of that
 * only text can be put back.
 */
async function copiedFromTerminal(): Promise<string> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  try {
    // With nothing selected nothing is copied: then what the user copied elsewhere must not be taken for a selection.
    if (before !== '') await clipboard.writeText('');
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    return await clipboard.readText();
  } finally {
    if (before !== '') await clipboard.writeText(before);
  }
}
