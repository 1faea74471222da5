import * as vscode from 'vscode';
import type { DocumentModel } from './insertion-model.ts';
import type { Step, Where } from './insertion-scenario.ts';
import { activeEditorOf, cover, maybeChanged, settle, showAlone, textOf } from './insertion-window.ts';

/** What the user, or another extension, does to a document while text is streamed into it. */
export class User {
  readonly #document: vscode.TextDocument;
  readonly #model: DocumentModel;

  /** @param model knows where the insertions are. */
  constructor(document: vscode.TextDocument, model: DocumentModel) {
    this.#document = document;
    this.#model = model;
  }

  /** Does the step, its first part at once. Where the document is hidden, another extension does what would be typed. */
  async take(step: Exclude<Step, { do: 'push' }>): Promise<unknown> {
    const document = this.#document;
    const editor = activeEditorOf(document);
    switch (step.do) {
      case 'type':
      case 'paste':
      case 'edit':
      case 'workspaceEdit':
        return await this.#insert(editor, step.do, this.#position(step.at), step.text);
      case 'delete':
        return await this.#delete(
          editor,
          step.by,
          new vscode.Range(this.#position(step.from), this.#position(step.to)),
        );
      case 'select':
        if (editor) editor.selection = new vscode.Selection(this.#position(step.from), this.#position(step.to));
        return;
      case 'typeAndUndo':
        return editor && (await this.#typeAndUndo(editor, this.#position(step.at), step.text));
      case 'hide':
        return await cover(document);
      case 'show':
        return await showAlone(document);
      case 'split':
        return await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
      case 'save':
        return document.isUntitled ? undefined : await document.save();
      case 'toggleEol': {
        const { LF, CRLF } = vscode.EndOfLine;
        return await editor?.edit(builder => builder.setEndOfLine(document.eol === LF ? CRLF : LF));
      }
      default:
        return editor && (await vscode.commands.executeCommand(step.do));
    }
  }

  async #insert(
    editor: vscode.TextEditor | undefined,
    by: 'type' | 'paste' | 'edit' | 'workspaceEdit',
    place: vscode.Position,
    text: string,
  ): Promise<unknown> {
    if (!editor || by === 'workspaceEdit') return await this.#workspaceEdit(new vscode.Range(place, place), text);
    if (by === 'edit') return await editor.edit(builder => builder.insert(place, text));
    editor.selection = new vscode.Selection(place, place);
    return await vscode.commands.executeCommand(by, { text });
  }

  async #delete(
    editor: vscode.TextEditor | undefined,
    by: 'key' | 'edit' | 'workspaceEdit',
    range: vscode.Range,
  ): Promise<unknown> {
    if (range.isEmpty) return;
    this.#model.userDeletions++;
    if (!editor || by === 'workspaceEdit') return await this.#workspaceEdit(range, '');
    if (by === 'edit') return await editor.edit(builder => builder.delete(range));
    editor.selection = new vscode.Selection(range.start, range.end);
    return await vscode.commands.executeCommand('deleteLeft');
  }

  /** Types, lets a write join that on the undo stack, and takes back what was typed. */
  async #typeAndUndo(editor: vscode.TextEditor, place: vscode.Position, text: string): Promise<void> {
    editor.selection = new vscode.Selection(place, place);
    await vscode.commands.executeCommand('type', { text });
    await maybeChanged(this.#document);
    await settle(this.#document);
    await vscode.commands.executeCommand('undo');
  }

  async #workspaceEdit(range: vscode.Range, text: string): Promise<boolean> {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(this.#document.uri, range, text);
    return await vscode.workspace.applyEdit(edit);
  }

  #position(where: Where): vscode.Position {
    const text = textOf(this.#document);
    const { from, to } = this.#model.rangeOf(where.place % this.#model.places.length);
    const within = (first: number, last: number) => first + Math.floor(where.fraction * (last - first + 1));
    const offsets = {
      before: () => within(0, Math.max(0, from - 1)),
      start: () => from,
      inside: () => within(Math.min(from + 1, to), Math.max(from, to - 1)),
      end: () => to,
      behind: () => within(Math.min(to + 1, text.length), text.length),
    };
    let offset = offsets[where.region]();
    // Not within a surrogate pair: VS Code would not go there.
    if (/[\udc00-\udfff]/.test(text.charAt(offset))) offset++;
    const { line, character } = this.#model.positionOf(offset);
    return new vscode.Position(line, character);
  }
}
