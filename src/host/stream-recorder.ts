import * as vscode from 'vscode';
import { deltasLine } from '../core/diagnostics/deltas-line.ts';
import { recordingTransport } from '../core/diagnostics/recording-transport.ts';
import type { WireFormatId } from '../core/wire/wire-format.ts';
import type { AnswerTap } from './answers.ts';

/** Records the raw bytes of one answer to a file: of the next that is asked for, once it was told where to. */
export class StreamRecorder implements vscode.Disposable {
  #file: vscode.Uri | undefined;
  #status: vscode.StatusBarItem | undefined;
  readonly #saved = new vscode.EventEmitter<vscode.Uri>();
  /** Fires with the file once a recording is in it. */
  readonly onDidSave = this.#saved.event;

  readonly #armed = new vscode.EventEmitter<void>();
  /** Fires when the next answer is going to be recorded. */
  readonly onDidArm = this.#armed.event;

  /** Where the next answer goes; undefined while none is to be recorded. */
  get file(): vscode.Uri | undefined {
    return this.#file;
  }

  /** Records the next answer to this file. */
  arm(file: vscode.Uri): void {
    this.#file = file;
    this.#status ??= vscode.window.createStatusBarItem('runnelRecording', vscode.StatusBarAlignment.Left);
    this.#status.name = 'Runnel: Recording';
    this.#status.text = '$(record) Runnel records the next answer';
    this.#status.tooltip = `To ${file.path}. Select to cancel.`;
    this.#status.command = 'runnel.recordStream';
    this.#status.show();
    this.#armed.fire();
  }

  /** Records nothing after all. */
  disarm(): void {
    this.#file = undefined;
    this.#status?.hide();
  }

  readonly tap: AnswerTap = ({ transport, format }) => {
    const file = this.#file;
    if (!file) return undefined;
    this.disarm();
    let pieces: Uint8Array[] = [];
    return {
      transport: recordingTransport(transport, () => {
        // Of an answer that is tried again, the attempt that the user sees in the end.
        const current: Uint8Array[] = [];
        pieces = current;
        return { write: bytes => current.push(bytes), end: () => undefined };
      }),
      // A body that is given up hands over what it held back right behind us.
      ended: () => setTimeout(() => void this.#save(file, pieces, format.id)),
    };
  };

  dispose(): void {
    this.#status?.dispose();
    this.#saved.dispose();
    this.#armed.dispose();
  }

  async #save(file: vscode.Uri, pieces: readonly Uint8Array[], format: WireFormatId): Promise<void> {
    const bytes = joined(pieces);
    if (bytes.length === 0) {
      if (!this.#file) this.arm(file);
      void vscode.window.showInformationMessage(
        'Runnel recorded nothing, since no byte of an answer came. The next answer is recorded instead.',
      );
      return;
    }
    try {
      await vscode.workspace.fs.writeFile(file, bytes);
    } catch (error) {
      void vscode.window.showErrorMessage(
        `Runnel could not save the recording to ${file.path}: ${error instanceof Error ? error.message : String(error)}. Run “Runnel: Record Stream” again and choose another place.`,
      );
      return;
    }
    this.#saved.fire(file);
    const open = 'Open File';
    const copy = 'Copy Command';
    const chosen = await vscode.window.showInformationMessage(
      `Runnel recorded the answer to ${file.path} (${bytes.length} bytes, wire format ${format}). The file holds what the model answered, not your key: look through it before you share it. “${copy}” copies the command that prints it as deltas in Runnel’s repository.`,
      open,
      copy,
    );
    if (chosen === open) await vscode.commands.executeCommand('vscode.open', file);
    if (chosen === copy) await vscode.env.clipboard.writeText(deltasLine(format, file.fsPath));
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    all.set(piece, offset);
    offset += piece.length;
  }
  return all;
}
