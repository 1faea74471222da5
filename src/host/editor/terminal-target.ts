import * as vscode from 'vscode';
import type { TerminalCommand } from '../../core/insertion/terminal-commands.ts';
import { asPlainText } from '../../core/providers/model-rows.ts';

/** What runs a command, or does something at once, when it is typed; and what makes text read other than it is. */
const unsafe = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** How long the shell of a new terminal may take to its prompt, in milliseconds; not every shell tells that it is there. */
const promptTimeout = 3_000;

/** How long it takes to the prompt from when the shell has told its directory, in milliseconds. */
const promptDelay = 100;

/** Puts commands at the prompt of a terminal. It never runs one: Enter is the user's. */
export class TerminalTarget implements vscode.Disposable {
  /** Terminals in which a program runs, as far as they tell: what is typed there would go to that program. */
  readonly #busy = new Set<vscode.Terminal>();
  readonly #listeners: vscode.Disposable;

  constructor() {
    this.#listeners = vscode.Disposable.from(
      vscode.window.onDidStartTerminalShellExecution(({ terminal }) => this.#busy.add(terminal)),
      vscode.window.onDidEndTerminalShellExecution(({ terminal }) => this.#busy.delete(terminal)),
      vscode.window.onDidCloseTerminal(terminal => this.#busy.delete(terminal)),
    );
  }

  /**
   * Lets the user choose where there are several commands, and says why where there is none to insert.
   *
   * @param source what the commands were read from, for the clipboard
   */
  async insert(commands: readonly TerminalCommand[], source: string): Promise<void> {
    if (commands.length === 0) {
      void vscode.window.showInformationMessage(
        'There is no command to insert into the terminal: nothing was put there.',
      );
      return;
    }
    const command = commands.length === 1 ? commands[0] : await pickCommand(commands, source);
    if (!command) return;
    if (command.multiLine || unsafe.test(command.text)) return refuse(command, source);
    const active = vscode.window.activeTerminal;
    const isUsable = active !== undefined && !this.#busy.has(active);
    const terminal = isUsable ? active : vscode.window.createTerminal();
    // The next key is Enter, or a correction.
    terminal.show(false);
    // What comes before the prompt is shown twice: as it comes, and at the prompt.
    if (!isUsable) await promptOf(terminal);
    // The user may have closed it.
    if (terminal.exitStatus === undefined) terminal.sendText(command.text, false);
  }

  dispose(): void {
    this.#listeners.dispose();
  }
}

/** Resolves when the shell of a new terminal shows its prompt, or does not tell. */
async function promptOf(terminal: vscode.Terminal): Promise<void> {
  await new Promise<void>(resolve => {
    const end = () => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    let timer = setTimeout(end, promptTimeout);
    const listener = vscode.Disposable.from(
      // A shell tells its directory right before each prompt.
      vscode.window.onDidChangeTerminalShellIntegration(event => {
        if (event.terminal !== terminal || !event.shellIntegration.cwd) return;
        clearTimeout(timer);
        timer = setTimeout(end, promptDelay);
      }),
      vscode.window.onDidCloseTerminal(closed => {
        if (closed === terminal) end();
      }),
    );
  });
}

async function pickCommand(commands: readonly TerminalCommand[], source: string): Promise<TerminalCommand | undefined> {
  const copyAll = { label: '$(copy) Copy All', description: 'to the clipboard', alwaysShow: true };
  const items: (vscode.QuickPickItem & { command?: TerminalCommand })[] = [
    ...commands.map(command => ({
      label: asPlainText(command.text),
      ...(command.multiLine && {
        description: `${command.unfinished ? 'not whole' : 'needs several lines'}: can be copied`,
      }),
      command,
    })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    copyAll,
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Runnel: Insert into Terminal',
    placeHolder: 'Which command? It is put at the prompt and not run',
  });
  if (picked === copyAll) await vscode.env.clipboard.writeText(source);
  return picked?.command;
}

async function refuse({ unfinished }: TerminalCommand, source: string): Promise<void> {
  const message = unfinished
    ? 'This is not a whole command: a bracket or a quote is still open. Select all of it, or copy it and paste it where you want it to run.'
    : 'This command needs several lines, which cannot be put at a prompt without running the first ones. Copy it, and paste it where you want it to run.';
  const choice = await vscode.window.showWarningMessage(message, 'Copy');
  if (choice === 'Copy') await vscode.env.clipboard.writeText(source);
}
