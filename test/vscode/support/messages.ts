import * as vscode from 'vscode';

/** A notification that Runnel has shown. */
export interface ShownMessage {
  text: string;
  buttons: readonly string[];
}

/**
 * Stands in for the notifications of the window while `action` runs: what is shown is told, and `press` says which button
 * the user presses; undefined dismisses.
 */
export async function withMessages<T>(
  action: (shown: readonly ShownMessage[], next: () => Promise<ShownMessage>) => Promise<T>,
  press: (message: ShownMessage) => string | undefined | Promise<string> = () => undefined,
): Promise<T> {
  const shown: ShownMessage[] = [];
  const waiting: ((message: ShownMessage) => void)[] = [];
  let read = 0;
  const names = ['showWarningMessage', 'showInformationMessage', 'showErrorMessage'] as const;
  const originals = names.map(name => vscode.window[name]);
  for (const name of names) {
    Object.defineProperty(vscode.window, name, {
      configurable: true,
      value: async (text: string, ...rest: unknown[]) => {
        const message = { text, buttons: rest.filter(item => typeof item === 'string') };
        shown.push(message);
        const reader = waiting.shift();
        if (reader) {
          read++;
          reader(message);
        }
        return press(message);
      },
    });
  }
  const next = () =>
    new Promise<ShownMessage>(resolve => {
      const message = shown[read];
      if (!message) waiting.push(resolve);
      else {
        read++;
        resolve(message);
      }
    });
  try {
    return await action(shown, next);
  } finally {
    names.forEach((name, index) => {
      Object.defineProperty(vscode.window, name, { configurable: true, value: originals[index] });
    });
  }
}
