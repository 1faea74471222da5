import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answerLetter } from './insertion-answers.ts';
import type { DocumentModel } from './insertion-model.ts';
import { same } from './insertion-same.ts';
import { settle, textOf } from './insertion-window.ts';

/** Undos or Redos until nothing more of a run is left: far more than its steps. */
const mostSteps = 60;

/** What is known of the undo stack. */
export interface UndoExpectations {
  model: DocumentModel;
  /** The text at the bottom: where Undo must lead in the end. */
  base: string;
  /** Steps of the user's below the insertion. */
  stepsBefore: number;
  /**
   * Whether the line ending was changed meanwhile. What was done before that is undone at wrong offsets, whoever did it
   * (VS Code 1.139), so that only the last step can be looked at.
   */
  lineEndingChanged: boolean;
}

/**
 * One Undo takes the insertion out, Redo brings it back, and at no other step does a part of it show.
 *
 * @throws AssertionError with the texts that were seen.
 */
export async function checkUndo(document: vscode.TextDocument, expectations: UndoExpectations): Promise<void> {
  const { model, base, stepsBefore, lineEndingChanged } = expectations;
  const final = textOf(document);
  // What the user did when the insertion was complete is undone before it.
  const isOnTop = model.userChangesOnTop === 0;
  if (isOnTop) {
    await press(document, 'undo');
    same(textOf(document), model.textWithout, 'after one Undo');
    await press(document, 'redo');
    same(textOf(document), final, 'after Redo');
  }
  if (lineEndingChanged) return;

  const undone = await pressOn(document, 'undo', base);
  const said = JSON.stringify(undone);
  same(undone.at(-1), base, `Undo did not lead back: ${said}`);
  // Of the insertion, the user may have left nothing but white space.
  if (!answerLetter.test(final)) return;
  const clean = undone.findIndex(text => !answerLetter.test(text));
  assert(!undone.slice(clean).some(text => answerLetter.test(text)), `a part showed again: ${said}`);
  if (model.userChanges === 0) assert.equal(undone.length, 2 + stepsBefore, `the number of Undos: ${said}`);

  const redone = await pressOn(document, 'redo');
  same(redone.at(-1), final, `Redo did not lead back: ${JSON.stringify(redone)}`);
  const whole = redone.find(text => answerLetter.test(text));
  if (isOnTop) same(whole, final, `a part was redone: ${JSON.stringify(redone)}`);
}

/** Presses until nothing changes any more, or the text is this. Returns all texts, with the one at the beginning. */
async function pressOn(document: vscode.TextDocument, command: 'undo' | 'redo', until?: string): Promise<string[]> {
  const texts = [textOf(document)];
  while (texts.at(-1) !== until && texts.length < mostSteps && (await press(document, command))) {
    texts.push(textOf(document));
  }
  return texts;
}

/** Presses once. Returns whether the document has changed. */
async function press(document: vscode.TextDocument, command: 'undo' | 'redo'): Promise<boolean> {
  const { version } = document;
  await vscode.commands.executeCommand(command);
  await settle(document);
  return document.version > version;
}
