import * as vscode from 'vscode';
import { curlCommand } from '../../core/diagnostics/curl-command.ts';
import type { ChatPanels } from '../panel/chat-panels.ts';
import type { Services } from '../services.ts';
import { askedRequest } from './asked-request.ts';

/** `Runnel: Copy Request as curl`: what was asked last as a command for a shell, with the key's variable for the key. */
export async function copyRequestAsCurl(services: Services, panels: ChatPanels): Promise<void> {
  const asked = await askedRequest(services, panels);
  if (!asked) return;
  const { provider, request } = asked;
  const [keyName = 'API_KEY'] = provider.preset.keyEnvironmentNames;
  const { text, variables } = curlCommand(request, keyName);
  await vscode.env.clipboard.writeText(text);
  const secrets =
    variables.length > 0 ? ` It takes its secrets from the environment: set ${variables.join(', ')}.` : '';
  void vscode.window.showInformationMessage(
    `The request was copied as a curl command for bash, zsh or another POSIX shell. It holds the conversation.${secrets}`,
  );
}
