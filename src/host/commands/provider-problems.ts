import * as vscode from 'vscode';
import { StreamFailure } from '../../core/delta.ts';
import { asPlainText } from '../../core/providers/model-rows.ts';
import type { Provider } from '../../core/providers/provider.ts';
import type { PickerRow } from './model-picker.ts';

/** What can be done about a problem, as the row says it. */
export interface Remedy {
  icon: string;
  title: string;
  run(): unknown;
}

/** A row that says why a provider shows no models, or old ones, and leads to the remedy. */
export function problemRow(label: string, error: unknown, { icon, title, run }: Remedy): PickerRow {
  const detail = StreamFailure.is(error) ? error.error.message : String(error);
  return {
    type: 'action',
    action: { label: `$(${icon}) ${asPlainText(label)}: ${title}`, detail: asPlainText(detail), run },
  };
}

/** What to do about a provider that does not list its models: enter a key, see where the way ends, else look again. */
export function remedyFor(error: unknown, provider: Provider): Remedy {
  const run = (command: string, argument?: unknown) => () => vscode.commands.executeCommand(command, argument);
  switch (StreamFailure.is(error) ? error.error.kind : undefined) {
    case 'auth':
      return { icon: 'key', title: 'Set API Key…', run: run('runnel.setApiKey', provider.id) };
    case 'network':
      return {
        icon: 'warning',
        title: 'Check Connection…',
        run: run('runnel.checkConnection', { provider: provider.id, askModel: false }),
      };
    default:
      return { icon: 'warning', title: 'Look Again', run: run('runnel.selectModel') };
  }
}

/** For an entry of the settings that cannot be used. */
export const openSettings: Remedy = {
  icon: 'warning',
  title: 'Open Settings',
  run: () => void vscode.commands.executeCommand('workbench.action.openSettings', 'runnel.providers'),
};
