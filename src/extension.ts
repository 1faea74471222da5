import * as vscode from 'vscode';
import { Answers } from './host/answers.ts';
import { ApiKeys } from './host/api-keys.ts';
import { registerCodeActions } from './host/commands/code-actions.ts';
import { registerCommands } from './host/commands/register-commands.ts';
import { Conversations } from './host/conversations.ts';
import { Insertions } from './host/insertion/insertions.ts';
import { ModelLists } from './host/model-lists.ts';
import { ModelMemory } from './host/model-memory.ts';
import { readNetworkSettings, readTransportKind } from './host/network-settings.ts';
import { ChatPanels, editorViewType, viewId } from './host/panel/chat-panels.ts';
import type { Platform } from './host/platform.ts';
import { ReadonlyDocuments } from './host/readonly-documents.ts';
import type { Services } from './host/services.ts';
import { StreamRecorder } from './host/stream-recorder.ts';
import { CodeThemes } from './host/theme/code-themes.ts';
import { WindowMemory } from './host/window-memory.ts';

/** What is still to be written when the window closes. */
let unwritten: { flush(): Promise<void> }[] = [];

/**
 * Registers and does nothing else: what is read, loaded or connected waits for its first use. VS Code calls it once its own
 * start is over, so that the light bulb has our questions before anything else of Runnel is used.
 *
 * @returns the services, for tests inside the extension host only: Runnel has no API for other extensions but its commands
 */
export function activate(context: vscode.ExtensionContext): Services | undefined {
  const log = vscode.window.createOutputChannel('Runnel', { log: true });
  let platformPromise: Promise<Platform> | undefined;
  const platform = () => {
    platformPromise ??= loadPlatform(context);
    return platformPromise;
  };
  const keys = new ApiKeys(context.secrets, async name => (await platform()).environment(name));
  const answers = new Answers(platform, keys);
  const conversations = new Conversations({
    answers,
    platform,
    log,
    saveFailed: error => {
      void vscode.window.showErrorMessage(
        `Runnel cannot save your conversations: ${String(error)}. They stay in the panel until the window is closed; free some space, or copy what you need.`,
      );
    },
  });
  const insertions = new Insertions(session => conversations.keep(session));
  const modelLists = new ModelLists(
    async () => (await platform()).modelLists,
    provider => answers.listModels(provider),
    log,
  );
  const modelMemory = new ModelMemory(context.globalState);
  const memory = new WindowMemory(platform, log);
  const documents = new ReadonlyDocuments();
  const recorder = new StreamRecorder();
  const codeThemes = new CodeThemes(log);
  answers.tap = recorder.tap;
  const version = String(context.extension.packageJSON.version);
  const services: Services = {
    answers,
    codeThemes,
    conversations,
    insertions,
    keys,
    log,
    modelLists,
    modelMemory,
    version,
    platform,
    documents,
    recorder,
  };
  unwritten = [conversations, memory];
  const panels = new ChatPanels(context.extensionUri, services, memory);
  context.subscriptions.push(
    log,
    codeThemes,
    insertions,
    documents,
    recorder,
    panels,
    registerCommands(services, panels),
    registerCodeActions(),
    vscode.window.registerWebviewViewProvider(viewId, panels),
    vscode.window.registerWebviewPanelSerializer(editorViewType, panels),
  );
  return context.extensionMode === vscode.ExtensionMode.Test ? services : undefined;
}

/** Answers under way are written down as far as they have come. */
export async function deactivate(): Promise<void> {
  await Promise.all(unwritten.map(each => each.flush()));
}

async function loadPlatform(context: vscode.ExtensionContext): Promise<Platform> {
  const { createNodePlatform } = await import('./platform/node.ts');
  const inGlobalStorage = (name: string) => vscode.Uri.joinPath(context.globalStorageUri, name).fsPath;
  return createNodePlatform(
    {
      conversations: inGlobalStorage('conversations'),
      modelLists: inGlobalStorage('models.json'),
      // A window without a folder or workspace has no storage of its own, and remembers nothing.
      window: context.storageUri?.fsPath,
    },
    { settings: readNetworkSettings, transport: readTransportKind },
  );
}
