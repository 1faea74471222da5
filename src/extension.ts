import * as vscode from 'vscode';
import { Answers } from './host/answers.ts';
import { ApiKeys } from './host/api-keys.ts';
import { registerCommands } from './host/commands/register-commands.ts';
import { Conversations } from './host/conversations.ts';
import { Insertions } from './host/insertions.ts';
import { ChatPanels, editorViewType, viewId } from './host/panel/chat-panels.ts';
import type { Platform } from './host/platform.ts';
import type { Services } from './host/services.ts';

let conversations: Conversations | undefined;

/** Registers and does nothing else: what is read, loaded or connected waits for its first use. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Runnel', { log: true });
  let platformPromise: Promise<Platform> | undefined;
  const platform = () => {
    platformPromise ??= loadPlatform(context);
    return platformPromise;
  };
  const keys = new ApiKeys(context.secrets, async name => (await platform()).environment(name));
  const answers = new Answers(platform, keys);
  conversations = new Conversations(answers, platform, log);
  const insertions = new Insertions();
  const services: Services = { answers, conversations, insertions, keys, log };
  const panels = new ChatPanels(context, services);
  context.subscriptions.push(
    log,
    insertions,
    registerCommands(services, panels),
    vscode.window.registerWebviewViewProvider(viewId, panels),
    vscode.window.registerWebviewPanelSerializer(editorViewType, panels),
  );
}

/** Answers under way are written down as far as they have come. */
export async function deactivate(): Promise<void> {
  await conversations?.flush();
}

async function loadPlatform(context: vscode.ExtensionContext): Promise<Platform> {
  const { createNodePlatform } = await import('./platform/node.ts');
  return createNodePlatform(vscode.Uri.joinPath(context.globalStorageUri, 'conversations').fsPath);
}
