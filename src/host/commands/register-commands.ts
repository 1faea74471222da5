import * as vscode from 'vscode';
import type { ChatPanels } from '../panel/chat-panels.ts';
import type { Services } from '../services.ts';
import { askAboutSelection } from './ask-about-selection.ts';
import { askTemplate, fixProblems } from './ask-template.ts';
import { attachFile, attachSelection } from './attach.ts';
import { checkConnection, copyReport } from './check-connection.ts';
import { copyRequestAsCurl } from './copy-request.ts';
import { generateAtCursor } from './generate-at-cursor.ts';
import { insertClicked } from './insert-clicked.ts';
import {
  newChat,
  newChatInView,
  openChat,
  openChatInEditor,
  openViewChatInEditor,
  searchChats,
  searchChatsInView,
} from './open-chats.ts';
import { recordStream } from './record-stream.ts';
import { selectModel } from './select-model.ts';
import { setApiKey } from './set-api-key.ts';
import { showRequest } from './show-request.ts';
import { insertNewest, stop } from './stop-and-insert.ts';
import { askAboutTerminalSelection } from './terminal-selection.ts';

/** All commands, by the names in `package.json`. */
export function registerCommands(services: Services, panels: ChatPanels): vscode.Disposable {
  const handlers: Record<string, (argument: unknown, selected: unknown) => Promise<unknown>> = {
    'runnel.openChat': () => openChat(panels),
    'runnel.openChatInEditor': argument => openChatInEditor(services, panels, argument),
    'runnel.newChat': argument => newChat(services, panels, argument),
    'runnel.searchChats': () => searchChats(services, panels),
    'runnel.newChatInView': () => newChatInView(services, panels),
    'runnel.searchChatsInView': () => searchChatsInView(services, panels),
    'runnel.openViewChatInEditor': () => openViewChatInEditor(panels),
    'runnel.askAboutSelection': argument => askAboutSelection(services, panels, argument),
    'runnel.askAboutTerminalSelection': argument => askAboutTerminalSelection(services, panels, argument),
    'runnel.explain': argument => askTemplate(services, panels, 'explain', argument),
    'runnel.fix': argument => fixProblems(services, panels, argument),
    'runnel.writeTests': argument => askTemplate(services, panels, 'tests', argument),
    'runnel.document': argument => askTemplate(services, panels, 'document', argument),
    'runnel.simplify': argument => askTemplate(services, panels, 'simplify', argument),
    'runnel.findBugs': argument => askTemplate(services, panels, 'bugs', argument),
    'runnel.attachSelection': () => attachSelection(services, panels),
    'runnel.attachFile': (clicked, selected) => attachFile(panels, clicked, selected),
    'runnel.generateAtCursor': argument => generateAtCursor(services, panels, argument),
    'runnel.insertAtCursor': async clicked =>
      (await insertClicked(services, clicked)) || insertNewest(services, panels, 'cursor'),
    'runnel.insertSelectedPart': clicked => insertClicked(services, clicked),
    'runnel.replaceSelection': () => insertNewest(services, panels, 'replace'),
    'runnel.insertIntoNewFile': () => insertNewest(services, panels, 'newFile'),
    'runnel.insertIntoTerminal': () => insertNewest(services, panels, 'terminal'),
    'runnel.showDiff': () => insertNewest(services, panels, 'diff'),
    'runnel.acceptProposal': () => services.insertions.proposals.accept(),
    'runnel.rejectProposal': () => services.insertions.proposals.reject(),
    'runnel.continueInsertion': argument => services.insertions.continueInsertion(argument),
    'runnel.keepInsertion': argument => services.insertions.keepInsertion(argument),
    'runnel.stop': argument => stop(services, panels, argument),
    'runnel.selectModel': () => selectModel(services),
    'runnel.setApiKey': argument => setApiKey(services, argument),
    'runnel.checkConnection': argument => checkConnection(services, argument),
    'runnel.copyReport': argument => copyReport(services, argument),
    'runnel.recordStream': argument => recordStream(services, argument),
    'runnel.showRequest': () => showRequest(services, panels),
    'runnel.copyRequestAsCurl': () => copyRequestAsCurl(services, panels),
  };
  return vscode.Disposable.from(
    ...Object.entries(handlers).map(([id, handler]) => vscode.commands.registerCommand(id, handler)),
  );
}
