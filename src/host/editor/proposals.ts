import * as vscode from 'vscode';
import { withoutLinks } from '../without-links.ts';
import type { DocumentPlace } from './attached-place.ts';
import { columnForDocuments, openNewFile } from './new-file.ts';
import { ProposalDocument } from './proposal-document.ts';
import { ProposedEdit } from './proposed-edit.ts';
import { goTo, revealDocument } from './reveal-in-document.ts';

/** The right side of the diff editor; by it menus and keys know a proposal. */
export const proposalScheme = 'runnel-proposal';

/** A proposal in the diff editor. */
export interface Proposal {
  /** The document on the right. */
  readonly uri: vscode.Uri;
  /** Aborted when the user accepts, rejects or closes it. */
  readonly closed: AbortSignal;
  /** Shows this in place of what is to be replaced. */
  show(replacement: string): void;
  /** Whether more is to come. */
  setGrowing(isGrowing: boolean): void;
  close(): Promise<void>;
}

interface OpenProposal extends Proposal {
  readonly edit: ProposedEdit;
  readonly right: ProposalDocument;
  readonly controller: AbortController;
  isGrowing: boolean;
  /** It has, or had, a tab. */
  isShown: boolean;
}

/** What is proposed in diff editors, until the user accepts or rejects it. */
export class Proposals implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #open = new Map<string, OpenProposal>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registrations: vscode.Disposable;
  #count = 0;

  constructor() {
    this.#registrations = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(proposalScheme, this),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        if (closed.length > 0) this.#dropClosed();
      }),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    // After a restart of the window its tab is still there.
    return this.#open.get(uri.toString())?.edit.text ?? 'This proposal was not kept. The answer is in the chat.\n';
  }

  /** Opens the diff editor: on the left the document, on the right the same until something is shown there. */
  async open(place: DocumentPlace, modelId: string): Promise<Proposal> {
    const { document } = place;
    const fileName = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
    const uri = vscode.Uri.from({ scheme: proposalScheme, path: `/${++this.#count}/${fileName}` });
    const edit = new ProposedEdit(place, () => right.refresh());
    const right = new ProposalDocument(uri, () => edit.text, this.#changed);
    const controller = new AbortController();
    const proposal: OpenProposal = {
      uri,
      closed: controller.signal,
      edit,
      right,
      controller,
      isGrowing: true,
      isShown: false,
      show: replacement => {
        edit.replacement = replacement;
        right.refresh();
      },
      setGrowing: isGrowing => {
        proposal.isGrowing = isGrowing;
      },
      close: () => this.#close(proposal),
    };
    this.#open.set(uri.toString(), proposal);
    try {
      const shown = await vscode.workspace.openTextDocument(uri);
      // What its name tells may not be what the user has set, and a cell's name tells nothing.
      if (shown.languageId !== document.languageId)
        await vscode.languages.setTextDocumentLanguage(shown, document.languageId);
      await vscode.commands.executeCommand(
        'vscode.diff',
        document.uri,
        uri,
        oneLine(`${fileName}: proposed by Runnel (${modelId})`),
        {
          viewColumn: columnForDocuments(),
          preview: false,
          selection: new vscode.Range(place.range.start, place.range.start),
        } satisfies vscode.TextDocumentShowOptions,
      );
    } catch (error) {
      this.#drop(proposal);
      throw error;
    }
    proposal.isShown = true;
    right.refresh();
    return proposal;
  }

  /** Puts the proposal into its document and goes there. */
  async accept(): Promise<void> {
    const proposal = this.#active();
    if (!proposal) return sayNothingIsProposed();
    const { edit } = proposal;
    if (proposal.isGrowing) {
      void vscode.window.showInformationMessage(
        'The answer is still coming, so it cannot be accepted yet. Wait for its end, or stop it (Esc) to accept what is there.',
      );
      return;
    }
    if (edit.acceptance === 'gone') {
      await offerText(edit, 'The text that this was to replace is not there any more.');
      return;
    }
    if (edit.acceptance === 'changed') {
      const accept = 'Accept Anyway';
      const message = 'The text that this replaces has been changed since: accepting takes these changes back.';
      if ((await offerText(edit, message, accept)) !== accept) return;
    }
    // In an editor of its own: VS Code lets an extension change what is read-only behind the user's back.
    const editor = await revealDocument(edit.document);
    const range = await edit.apply(editor);
    if (!range) {
      await offerText(edit, 'The document cannot be written, so nothing was changed.');
      return;
    }
    await this.#close(proposal);
    if (editor) goTo(editor, range);
  }

  /** Closes the proposal; its document stays as it is. */
  async reject(): Promise<void> {
    const proposal = this.#active();
    if (!proposal) return sayNothingIsProposed();
    await this.#close(proposal);
    await revealDocument(proposal.edit.document);
  }

  dispose(): void {
    for (const proposal of this.#open.values()) this.#drop(proposal);
    this.#registrations.dispose();
    this.#changed.dispose();
  }

  /** What the user looks at. */
  #active(): OpenProposal | undefined {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    return input instanceof vscode.TabInputTextDiff ? this.#open.get(input.modified.toString()) : undefined;
  }

  async #close(proposal: OpenProposal): Promise<void> {
    this.#drop(proposal);
    await vscode.window.tabGroups.close(tabsOf(proposal.uri));
  }

  #dropClosed(): void {
    for (const proposal of this.#open.values()) {
      if (proposal.isShown && tabsOf(proposal.uri).length === 0) this.#drop(proposal);
    }
  }

  #drop(proposal: OpenProposal): void {
    this.#open.delete(proposal.uri.toString());
    proposal.controller.abort();
    proposal.right.dispose();
    proposal.edit.dispose();
  }
}

function tabsOf(uri: vscode.Uri): vscode.Tab[] {
  const isOf = ({ input }: vscode.Tab) =>
    input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString();
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(isOf));
}

function sayNothingIsProposed(): void {
  void vscode.window.showInformationMessage(
    'There is no proposal here to accept or reject. “Runnel: Show Diff with Answer” makes one.',
  );
}

/** The text is never lost. */
async function offerText(
  { replacement, document }: ProposedEdit,
  message: string,
  more?: string,
): Promise<string | undefined> {
  const copy = 'Copy';
  const newFile = 'New File';
  const choice = await vscode.window.showWarningMessage(withoutLinks(message), ...(more ? [more] : []), copy, newFile);
  if (choice === copy) await vscode.env.clipboard.writeText(replacement);
  if (choice === newFile) {
    const editor = await openNewFile({}, { languageId: document.languageId, focus: true });
    await editor.edit(builder => builder.insert(new vscode.Position(0, 0), replacement));
  }
  return choice;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ');
}
