import * as vscode from 'vscode';

/** The folder with everything a webview may load. */
export function webviewRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/** What every one of our webviews may do. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [webviewRoot(extensionUri)] };
}

/**
 * The page of a chat panel. Its policy allows our own script and styles and nothing from anywhere else: an image loaded
 * from another host could carry the conversation out.
 */
export function webviewPage(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const root = webviewRoot(extensionUri);
  const uri = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(root, name)).toString();
  const nonce = newNonce();
  const policy = [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    'img-src data:',
    // The nonce is for the styles of diagrams, made in a frame that inherits this policy.
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
    // No text can become markup or script, whatever mistake the page makes; `lit-html` makes the controls' own templates,
    // `runnel-diagram` the page of the sandboxed frame in which diagrams are drawn.
    "require-trusted-types-for 'script'",
    'trusted-types lit-html runnel-diagram',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
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
