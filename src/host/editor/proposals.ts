import * as vscode from 'vscode';
import { withoutLinks } from '../without-links.ts';
import type { DocumentPlace } from './attached-place.ts';
import { FollowedDocument } from './followed-document.ts';
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
  /** The document that may be changed. It may get another name. */
  readonly document: vscode.TextDocument;
  /** Aborted when the user accepts, rejects or closes it. */
  readonly closed: AbortSignal;
  /** Shows this in place of what is to be replaced. */
  show(replacement: string): void;
  /** Whether more is to come. */
  setGrowing(isGrowing: boolean): void;
  close(): Promise<void>;
}

interface OpenProposal extends Proposal {
  readonly modelId: string;
  readonly edit: ProposedEdit;
  readonly right: ProposalDocument;
  readonly controller: AbortController;
  isGrowing: boolean;
  /** The user has accepted it, and it is not in the document yet. */
  isAccepted: boolean;
  /** What its diff editor shows on the left. */
  left: string;
  /** Its diff editor is about to be opened anew. */
  isRenewed: boolean;
  /** Follows the document; there once the proposal has, or had, a tab. */
  followed: FollowedDocument | undefined;
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
      vscode.window.tabGroups.onDidChangeTabs(() => {
        for (const proposal of this.#open.values()) void this.#look(proposal);
      }),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    // After a restart of the window its tab is still there.
    return (
      this.#open.get(uri.toString())?.right.provide() ?? 'These changes were not kept. The answer is in the chat.\n'
    );
  }

  /** Opens the diff editor: on the left the document, on the right the same until something is shown there. */
  async open(place: DocumentPlace, modelId: string): Promise<Proposal> {
    const { document } = place;
    const uri = vscode.Uri.from({ scheme: proposalScheme, path: `/${++this.#count}/${fileNameOf(document)}` });
    const edit = new ProposedEdit(place, () => right.refresh());
    const right = new ProposalDocument(uri, () => edit.text, this.#changed);
    const controller = new AbortController();
    const proposal: OpenProposal = {
      uri,
      modelId,
      get document() {
        return edit.document;
      },
      closed: controller.signal,
      edit,
      right,
      controller,
      isGrowing: true,
      isAccepted: false,
      left: document.uri.toString(),
      isRenewed: false,
      followed: undefined,
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
      await compare(proposal, {
        viewColumn: columnForDocuments(),
        selection: new vscode.Range(place.range.start, place.range.start),
      });
    } catch (error) {
      this.#drop(proposal);
      throw error;
    }
    const followed = new FollowedDocument(document, undefined, () => {
      edit.document = followed.document;
      void this.#look(proposal);
    });
    proposal.followed = followed;
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
    // The user may have answered long after closing it, when its place is not known any more, or have clicked twice.
    if (proposal.closed.aborted || proposal.isAccepted) return;
    proposal.isAccepted = true;
    try {
      await this.#apply(proposal);
    } finally {
      proposal.isAccepted = false;
    }
  }

  async #apply(proposal: OpenProposal): Promise<void> {
    const { edit } = proposal;
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

  #drop(proposal: OpenProposal): void {
    this.#open.delete(proposal.uri.toString());
    proposal.controller.abort();
    proposal.followed?.dispose();
    proposal.right.dispose();
    proposal.edit.dispose();
  }

  /**
   * Ends a proposal without a tab. Where its document got another name, VS Code (1.139) closes the diff editor, or leaves it
   * with the old name: it is opened anew then, as soon as that hides nothing. Never rejects.
   */
  async #look(proposal: OpenProposal): Promise<void> {
    const { followed, document } = proposal;
    if (!followed || proposal.isRenewed) return;
    const tabs = tabsOf(proposal.uri);
    const left = document.uri.toString();
    if (left === proposal.left) {
      if (tabs.length === 0 && !followed.isAway) this.#drop(proposal);
      return;
    }
    const active = tabs.find(({ isActive }) => isActive);
    if (tabs.length > 0 && !active) return;
    proposal.isRenewed = true;
    proposal.left = left;
    try {
      const viewColumn = active?.group.viewColumn ?? columnForDocuments();
      await compare(proposal, { viewColumn, preserveFocus: active?.group.isActive !== true });
      // VS Code may have closed them meanwhile.
      await vscode.window.tabGroups.close(tabs).then(undefined, () => undefined);
    } catch (error) {
      await this.#giveUp(proposal, error);
    } finally {
      proposal.isRenewed = false;
    }
  }

  /** Ends a proposal whose diff editor could not be opened anew. */
  async #giveUp(proposal: OpenProposal, cause: unknown): Promise<void> {
    // Then nobody misses it.
    if (proposal.closed.aborted) return;
    const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/[.\s]+$/, '');
    const message = `The changes cannot be shown any more, since the diff editor could not be opened for the document’s new name: ${reason}. The document stays as it is.`;
    await this.#close(proposal).catch(() => undefined);
    void offerText(proposal.edit, message);
  }
}

/** Shows the diff editor. */
async function compare(
  { uri, document, modelId }: OpenProposal,
  options: vscode.TextDocumentShowOptions,
): Promise<void> {
  const title = oneLine(`${fileNameOf(document)}: changes by Runnel (${modelId})`);
  await vscode.commands.executeCommand('vscode.diff', document.uri, uri, title, { ...options, preview: false });
}

function fileNameOf({ uri: { path } }: vscode.TextDocument): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function tabsOf(uri: vscode.Uri): vscode.Tab[] {
  const isOf = ({ input }: vscode.Tab) =>
    input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString();
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(isOf));
}

function sayNothingIsProposed(): void {
  void vscode.window.showInformationMessage(
    'There are no changes here to accept or reject. “Runnel: Show Diff with Answer” shows those of an answer.',
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
