import * as vscode from 'vscode';
import { asPlainText } from '../../core/providers/model-rows.ts';
import { asObject } from '../../core/wire/json.ts';
import { sourceLabel } from './source-label.ts';

/** Most files of the workspace in the list: more than that make VS Code's search slow. */
const listedFiles = 10_000;
/** How long the list of the workspace's files is waited for, in milliseconds. */
const listTimeoutMs = 5000;

/** What the user has chosen to put beside a question. */
export interface ChosenSources {
  /** What is selected in the editor. */
  selection: boolean;
  files: readonly vscode.Uri[];
}

export interface ChooseSourcesOptions {
  /** What is selected now, in words such as “src/a.ts:3-5”; nothing is selected if absent. */
  selection?: string;
}

type Row = vscode.QuickPickItem & { source?: 'selection' | 'dialog' | vscode.Uri };

/**
 * Lets the user choose what goes with a question: the selection, open files, files of the workspace, and files and images
 * from anywhere by a dialog. Several can be checked; with none checked, Enter takes the row it is on.
 */
export async function chooseSources({ selection }: ChooseSourcesOptions): Promise<ChosenSources> {
  const picker = vscode.window.createQuickPick<Row>();
  picker.title = 'Runnel: Attach to the Next Question';
  picker.placeholder = 'Type the name of a file; check several, or press Enter on one';
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.busy = true;
  const chosen = new Promise<readonly Row[]>(resolve => {
    picker.onDidAccept(() => {
      const rows = picker.selectedItems.length > 0 ? picker.selectedItems : meant(picker);
      // The list may not be there yet.
      if (rows.length === 0) return;
      resolve(rows);
      picker.hide();
    });
    // Where several can be checked, VS Code leaves it to the user to move to a row.
    picker.onDidChangeValue(() => {
      picker.activeItems = meant(picker);
    });
    picker.onDidHide(() => {
      resolve([]);
      picker.dispose();
    });
  });
  picker.show();
  // Set once: VS Code names what was picked by its index.
  picker.items = rowsOf(selection, openFiles(), await workspaceFiles());
  picker.busy = false;
  picker.activeItems = meant(picker);

  const sources = (await chosen).map(({ source }) => source);
  const files = sources.filter(source => source instanceof vscode.Uri);
  if (sources.includes('dialog')) files.push(...(await chooseInDialog()));
  return { selection: sources.includes('selection'), files };
}

/** The row that Enter takes: the active one, if it is not left over from what was typed before, else the best match. */
function meant({ activeItems, items, value }: vscode.QuickPick<Row>): Row[] {
  const words = value.trim().toLowerCase();
  const row =
    activeItems.find(item => hasInOrder(item, words)) ??
    items.find(item => item.source !== undefined && item.label.toLowerCase().includes(words)) ??
    items.find(item => item.source !== undefined && hasInOrder(item, words));
  return row ? [row] : [];
}

/** Whether a row has these characters, others between them or not: so VS Code searches. */
function hasInOrder({ label, description = '' }: Row, characters: string): boolean {
  return [label, description].some(text => {
    let from = 0;
    for (const character of characters) {
      from = text.toLowerCase().indexOf(character, from) + 1;
      if (from === 0) return false;
    }
    return true;
  });
}

function rowsOf(selection: string | undefined, open: readonly vscode.Uri[], files: readonly vscode.Uri[]): Row[] {
  const opened = new Set(open.map(String));
  const others = files.filter(uri => !opened.has(uri.toString()));
  const isCut = files.length >= listedFiles;
  const rows: Row[] = [];
  if (selection !== undefined)
    rows.push({ label: '$(selection) Selection', description: asPlainText(selection), source: 'selection' });
  rows.push({
    label: '$(folder-opened) Files or Images from Disk…',
    description: isCut ? 'and the files that are not listed here' : '',
    source: 'dialog',
  });
  if (open.length > 0) rows.push(heading('open'), ...open.map(fileRow));
  if (others.length > 0) rows.push(heading('in the workspace'), ...others.map(fileRow));
  return rows;
}

function heading(label: string): Row {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function fileRow(uri: vscode.Uri): Row {
  const label = sourceLabel(uri);
  const slash = label.lastIndexOf('/');
  return {
    label: asPlainText(label.slice(slash + 1)),
    description: asPlainText(slash < 0 ? '' : label.slice(0, slash)),
    source: uri,
  };
}

function openFiles(): vscode.Uri[] {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  const uris = inputs.flatMap(input => {
    if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) return [input.uri];
    return input instanceof vscode.TabInputTextDiff ? [input.modified] : [];
  });
  return [...new Map(uris.map(uri => [uri.toString(), uri])).values()];
}

/** What the user has excluded from the Explorer and from searches, as one pattern; undefined for nothing. */
function excludedFromSearch(): string | undefined {
  const settings = ['files.exclude', 'search.exclude'].map(id => vscode.workspace.getConfiguration().get<unknown>(id));
  const patterns = settings.flatMap(setting => Object.entries(asObject(setting) ?? {}).filter(([, is]) => is === true));
  return patterns.length === 0 ? undefined : `{${patterns.map(([pattern]) => pattern).join(',')}}`;
}

/** At most so many as are listed, by name. */
async function workspaceFiles(): Promise<vscode.Uri[]> {
  if (!vscode.workspace.workspaceFolders?.length) return [];
  const stop = new vscode.CancellationTokenSource();
  const timer = setTimeout(() => stop.cancel(), listTimeoutMs);
  try {
    const files = await vscode.workspace.findFiles('**/*', excludedFromSearch(), listedFiles, stop.token);
    return files.sort((one, other) => (one.path < other.path ? -1 : 1));
  } catch {
    // A file system that cannot be searched: there is the dialog.
    return [];
  } finally {
    clearTimeout(timer);
    stop.dispose();
  }
}

/** Lets the user choose from all files of the workspace's machine. */
async function chooseInDialog(): Promise<readonly vscode.Uri[]> {
  const title = 'Runnel: Attach Files or Images';
  return (await vscode.window.showOpenDialog({ title, openLabel: 'Attach', canSelectMany: true })) ?? [];
}
