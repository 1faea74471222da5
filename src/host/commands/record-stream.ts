import * as vscode from 'vscode';
import { wireFormats } from '../../core/wire/wire-formats.ts';
import { findProvider } from '../answers.ts';
import { currentModel } from '../models.ts';
import type { Services } from '../services.ts';
import { vsCodeProvider } from '../vscode-models.ts';

/**
 * `Runnel: Record Stream`: asks for a file, and records the raw bytes of the next answer to it, for `npm run deltas` and
 * the sample gateway to replay. Run again before that, it offers to cancel.
 *
 * @param argument where to record to, for keybindings and other extensions; asked for otherwise
 */
export async function recordStream({ recorder }: Services, argument: unknown): Promise<void> {
  if (recorder.file) {
    const cancel = 'Cancel Recording';
    const chosen = await vscode.window.showInformationMessage(
      `The next answer is going to be recorded to ${recorder.file.path}.`,
      cancel,
    );
    if (chosen === cancel) recorder.disarm();
    return;
  }
  const model = currentModel();
  if (model?.providerId === vsCodeProvider.id) {
    void vscode.window.showWarningMessage(
      'VS Code’s own models send no stream of bytes that could be recorded. Choose another model first.',
    );
    return;
  }
  const file = argument instanceof vscode.Uri ? argument : await askFile(model?.providerId);
  if (!file) return;
  recorder.arm(file);
  void vscode.window.showInformationMessage(
    'Runnel records the next answer: what comes over the network, byte for byte. Your key and your question are not in it.',
  );
}

function askFile(providerId: string | undefined): Thenable<vscode.Uri | undefined> {
  const whose = (providerId ?? 'answer').replaceAll(/[^\w.-]+/g, '-');
  const name = `runnel-${whose}-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = `${name}.${isJsonLines(providerId) ? 'jsonl' : 'sse'}`;
  return vscode.window.showSaveDialog({
    title: 'Runnel: Record the Next Answer To',
    saveLabel: 'Record',
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, file) }),
  });
}

function isJsonLines(providerId: string | undefined): boolean {
  try {
    return providerId !== undefined && wireFormats[findProvider(providerId).format].framing === 'jsonl';
  } catch {
    // The answer will say what is wrong with the provider.
    return false;
  }
}
