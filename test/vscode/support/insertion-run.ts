import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InsertionResult } from '../../../src/host/editor/insertion-result.ts';
import { insertStream } from '../../../src/host/editor/stream-insertion.ts';
import { HandFedStream } from './hand-fed-stream.ts';
import { DocumentModel } from './insertion-model.ts';
import { same } from './insertion-same.ts';
import type { Scenario, Step } from './insertion-scenario.ts';
import { checkUndo } from './insertion-undo.ts';
import { User } from './insertion-user.ts';
import { activeEditorOf, maybeChanged, settle, showAlone, textOf } from './insertion-window.ts';

/** How long an insertion may take to end, in milliseconds; it takes less than one second. */
const hangTimeout = 15_000;

/**
 * Runs the scenario in the document, which the editor shows, and compares with the model. Afterwards the document can be
 * used again, unless the scenario closes it.
 *
 * @throws AssertionError where the document is not what the model says.
 */
export async function runScenario(scenario: Scenario, editor: vscode.TextEditor): Promise<void> {
  const { document } = editor;
  await prepare(scenario, editor);
  const base = textOf(document);
  if (scenario.prelude) {
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand('type', { text: 'Z' });
  }
  const run = new Run(scenario, editor);
  try {
    const { outcome, broken } = await run.run();
    broken?.dispose();
    await settle(document);
    if (scenario.ending === 'close') {
      assert(['closed', 'place-gone', 'finished'].includes(outcome), outcome);
      return;
    }
    const { model } = run;
    checkText(document, model);
    checkOutcome(scenario, outcome, model);
    checkCursor(document, model);
    await showAlone(document);
    if (!model.hasWritten || model.isGone || model.isUnclear) return;
    const stepsBefore = scenario.prelude ? 1 : 0;
    const lineEndingChanged = scenario.steps.some(step => step.do === 'toggleEol');
    await checkUndo(document, { model, base, stepsBefore, lineEndingChanged });
  } finally {
    run.dispose();
  }
}

async function prepare({ text, crlf, insertSpaces, tabSize }: Scenario, editor: vscode.TextEditor): Promise<void> {
  const { document } = editor;
  await editor.edit(builder => {
    builder.replace(new vscode.Range(0, 0, document.lineCount, 0), text);
    builder.setEndOfLine(crlf ? vscode.EndOfLine.CRLF : vscode.EndOfLine.LF);
  });
  editor.options = { insertSpaces, tabSize };
  assert.equal(textOf(document), text);
}

/** One insertion, from its beginning to its end. */
class Run {
  readonly model: DocumentModel;
  readonly #scenario: Scenario;
  readonly #editor: vscode.TextEditor;
  readonly #document: vscode.TextDocument;
  readonly #user: User;
  readonly #stream = new HandFedStream();
  readonly #abort = new AbortController();
  /** Steps of the user's that are under way. */
  readonly #pending: Promise<unknown>[] = [];
  readonly #listener: vscode.Disposable;

  constructor(scenario: Scenario, editor: vscode.TextEditor) {
    this.#scenario = scenario;
    this.#editor = editor;
    this.#document = editor.document;
    const { answer, transform, insertSpaces, tabSize, prelude } = scenario;
    const keepUnit = transform === 'text' && this.#document.languageId === 'plaintext';
    const shift = prelude ? 1 : 0;
    const places = scenario.places.map(({ from, to }) => ({ from: from + shift, to: to + shift }));
    this.model = new DocumentModel(textOf(this.#document), places, baseIndent =>
      answer.expectedAt(baseIndent, { insertSpaces, tabSize, keepUnit }),
    );
    this.#user = new User(this.#document, this.model);
    this.#listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
      if (document !== this.#document || contentChanges.length === 0) return;
      this.model.apply(contentChanges, reason !== undefined);
    });
  }

  async run(): Promise<InsertionResult> {
    const selections = this.model.places.map((_, index) => {
      const { from, to } = this.model.rangeOf(index);
      const [start, end] = [this.model.positionOf(from), this.model.positionOf(to)];
      return new vscode.Selection(start.line, start.character, end.line, end.character);
    });
    this.#editor.selections = selections;
    const { transform, steps } = this.#scenario;
    const signal = this.#abort.signal;
    const result = insertStream({ editor: this.#editor, source: this.#stream, transform, selections, signal });
    for (const step of steps) await this.#take(step);
    this.#end();
    const ended = await withinReason(result);
    await Promise.all(this.#pending);
    await settle(this.#document);
    this.#listener.dispose();
    return ended;
  }

  dispose(): void {
    this.#listener.dispose();
    this.#abort.abort();
  }

  async #take(step: Step): Promise<void> {
    if (step.do === 'push') {
      this.model.sourceBegun = true;
      this.#stream.push(step.text);
      if (!step.wait) return;
      await maybeChanged(this.#document);
      await settle(this.#document);
      return;
    }
    const done = this.#user.take(step);
    if (step.wait) {
      await done;
      await settle(this.#document);
      this.#rememberCursor();
    } else {
      this.#pending.push(done);
      this.model.setCursor(undefined);
    }
  }

  #end(): void {
    this.model.finishing = true;
    switch (this.#scenario.ending) {
      case 'end':
        this.#stream.end();
        break;
      case 'stop':
        this.#abort.abort();
        break;
      case 'fail':
        this.#stream.fail(new Error('broken'));
        break;
      case 'close':
        this.#pending.push(this.#close());
    }
  }

  async #close(): Promise<void> {
    await showAlone(this.#document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }

  #rememberCursor(): void {
    const editor = activeEditorOf(this.#document);
    // With steps under way the cursor may go elsewhere.
    const isKnown = editor?.selections.length === 1 && this.#pending.length === 0;
    this.model.setCursor(isKnown ? cursorOf(editor, this.model) : undefined);
  }
}

function checkText(document: vscode.TextDocument, model: DocumentModel): void {
  same(model.faults.slice(0, 3).join('; '), '', 'faults');
  same(textOf(document), model.text, 'the document');
  const text = document.getText();
  const isUniform = document.eol === vscode.EndOfLine.LF ? !text.includes('\r') : !/(?<!\r)\n/.test(text);
  assert(isUniform, `mixed line endings: ${JSON.stringify(text)}`);
}

function checkOutcome(
  { ending, transform }: Scenario,
  outcome: InsertionResult['outcome'],
  model: DocumentModel,
): void {
  const usual = { end: 'finished', stop: 'stopped', fail: 'source-failed', close: 'closed' }[ending];
  // Code that is complete ends the insertion before the answer ends.
  const isEarly = outcome === 'finished' && transform === 'code' && model.isComplete;
  if (model.isGone || model.isUnclear) assert(['place-gone', 'finished', usual].includes(outcome), outcome);
  else if (!isEarly) same(outcome, usual, 'outcome');
  if (outcome === 'finished') assert(model.isComplete, `finished with ${model.places.map(place => place.written)}`);
}

function checkCursor(document: vscode.TextDocument, model: DocumentModel): void {
  const editor = activeEditorOf(document);
  const { cursor } = model;
  if (editor && cursor) same(JSON.stringify(cursorOf(editor, model)), JSON.stringify(cursor), 'the cursor');
}

function cursorOf({ selection }: vscode.TextEditor, model: DocumentModel): { anchor: number; active: number } {
  return { anchor: model.offsetOf(selection.anchor), active: model.offsetOf(selection.active) };
}

async function withinReason<T>(promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('The insertion hangs.')), hangTimeout);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
