import * as vscode from 'vscode';
import { pagePolicy } from './page-policy.ts';

/** The folder with everything a webview may load. */
export function webviewRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/** What every one of our webviews may do. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [webviewRoot(extensionUri)] };
}

/** The page of a chat panel. */
export function webviewPage(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const root = webviewRoot(extensionUri);
  const uri = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(root, name)).toString();
  const nonce = newNonce();
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${pagePolicy(webview.cspSource, nonce)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${uri('main.css')}">
  <title>Runnel</title>
</head>
<body>
  <div id="app"></div>
  <script type="module" nonce="${nonce}" src="${uri('main.js')}"></script>
</body>
</html>`;
}

function newNonce(): string {
  return crypto.randomUUID().replaceAll('-', '');
}
