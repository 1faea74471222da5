import * as vscode from 'vscode';

/** What a link in an answer may lead to; `command:`, `file:` and the like are text. */
const schemes: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:']);

/**
 * Opens a link from an answer. VS Code itself shows the target and asks before it leaves for a host not yet trusted; the
 * model chose this address, so nothing else is opened.
 */
export async function openLink(href: string): Promise<void> {
  const url = URL.parse(href);
  // As a string: as a `Uri` its escapes would be undone, and another address opened than was shown.
  if (url && schemes.has(url.protocol)) await vscode.commands.executeCommand('vscode.open', url.href);
}
