import * as vscode from 'vscode';
import type { AskTarget } from '../../core/insertion/insertion-target.ts';
import { type AskRow, askRows } from './ask-rows.ts';
import { SentRows } from './sent-rows.ts';

export interface AskPickerOptions {
  title: string;
  /** Where the answer can go; what is typed goes to the first of them unless the user says otherwise. */
  targets: readonly AskTarget[];
}

interface Item extends vscode.QuickPickItem {
  /** The list it is in. */
  text: string;
  row?: AskRow;
}

/**
 * Asks what is to be asked and where the answer goes, in one step: a template or one's own words are picked together with a
 * target. Undefined when dismissed.
 *
 * A template in the list goes where its answers are mostly wanted; its other targets are buttons of its row (Tab goes there),
 * and rows of their own as soon as its name is typed.
 */
export function pickQuestion({ title, targets }: AskPickerOptions): Promise<AskRow | undefined> {
  const picker = vscode.window.createQuickPick<Item>();
  // VS Code names what was picked by its index, which may be that in an earlier list.
  const sent = new SentRows<Item>(({ text }) => ({ label: '', text, kind: vscode.QuickPickItemKind.Separator }));
  let shown: string | undefined;

  const show = () => {
    const rows = askRows(picker.value.trim(), targets);
    // The words are not in the list: while they are typed it stays, and the user's place in it.
    const list = rows.map(({ template, target }) => `${template?.label ?? ''} ${target}`).join();
    if (list === shown) return;
    shown = list;
    const items = rows.map(row => itemOf(row, list, targets));
    const own = rows.findIndex(({ template }) => !template);
    const heading: Item = { label: 'what you typed', text: list, kind: vscode.QuickPickItemKind.Separator };
    picker.items = sent.another(own > 0 ? items.toSpliced(own, 0, heading) : items);
  };
  const accepted = (): AskRow | undefined => {
    const text = picker.value.trim();
    const told = picker.selectedItems[0] ?? picker.activeItems[0];
    const item = told && sent.meant(told);
    // Enter was quicker than the list: what it takes is the first row for the whole text.
    const isLate = item?.text !== shown;
    const row = isLate ? (text === '' ? undefined : sent.first?.row) : item?.row;
    return row && (row.template ? row : { ...row, prompt: text });
  };

  picker.title = title;
  picker.placeholder =
    targets.length > 1
      ? 'Type a question, or pick one; Tab leads to the other places for its answer'
      : onlyOne(targets);
  // VS Code has a switch for its order that is not in its types.
  Object.assign(picker, { sortByLabel: false });
  return new Promise(resolve => {
    const finish = (row: AskRow | undefined) => {
      if (!row) return;
      resolve(row);
      picker.hide();
    };
    picker.onDidChangeValue(show);
    picker.onDidAccept(() => finish(accepted()));
    picker.onDidTriggerItemButton(({ item: { row }, button }) => {
      const target = targets.find(candidate => targetButtons[candidate] === button);
      if (row && target) finish({ ...row, target });
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    show();
    picker.show();
  });
}

/** All rows are shown always: which ones there are is decided here, and not by VS Code's search. */
function itemOf(row: AskRow, text: string, targets: readonly AskTarget[]): Item {
  const { template, target, isNamed } = row;
  const { icon, words, sentence } = targetWords[target];
  if (!template) return { label: `$(${icon}) ${sentence}`, text, row, alwaysShow: true };
  const item: Item = { label: `$(${icon}) ${template.label}`, description: words, text, row, alwaysShow: true };
  // Then its other targets are rows of their own.
  if (isNamed) return item;
  const buttons = targets.filter(other => other !== target).map(other => targetButtons[other]);
  return { ...item, detail: template.prompt, buttons };
}

function onlyOne(targets: readonly AskTarget[]): string {
  const [target] = targets;
  return target ? `Type a question, or pick one: the answer goes ${targetWords[target].words}` : '';
}

/** What targets are called: behind a template, and for what is typed. */
const targetWords: Readonly<Record<AskTarget, { icon: string; words: string; sentence: string }>> = {
  panel: { icon: 'comment-discussion', words: 'in the panel', sentence: 'Answer in the Panel' },
  cursor: { icon: 'insert', words: 'at the cursor', sentence: 'Write at the Cursor' },
  replace: { icon: 'replace', words: 'in place of the selection', sentence: 'Replace the Selection' },
  newFile: { icon: 'new-file', words: 'in a new file', sentence: 'Write a New File' },
  diff: { icon: 'diff', words: 'as a diff', sentence: 'Show as a Diff' },
};

const targetButtons: Readonly<Record<AskTarget, vscode.QuickInputButton>> = {
  panel: targetButton('panel'),
  cursor: targetButton('cursor'),
  replace: targetButton('replace'),
  newFile: targetButton('newFile'),
  diff: targetButton('diff'),
};

function targetButton(target: AskTarget): vscode.QuickInputButton {
  const { icon, words } = targetWords[target];
  return { iconPath: new vscode.ThemeIcon(icon), tooltip: `${words[0]?.toUpperCase()}${words.slice(1)}` };
}
