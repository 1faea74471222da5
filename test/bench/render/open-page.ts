import type { Browser, BrowserContext, CDPSession, Page } from 'playwright';
import type { Site } from './bundle-pages.ts';

/** A page of its own process, and the browser's own view of it. */
export interface OpenPage {
  page: Page;
  session: CDPSession;
  close(): Promise<void>;
}

const origin = 'https://bench.invalid';

/** The variables of VS Code's that decide about layout, as it has them by default. */
const shell = (script: string) => `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <link rel="stylesheet" href="/panel.css">
  <style>
    :root {
      --vscode-font-family: system-ui, sans-serif; --vscode-font-size: 13px; --vscode-foreground: #ccc;
      --vscode-editor-font-family: monospace; --vscode-editor-font-size: 13px; --vscode-editor-background: #1f1f1f;
      --vscode-textCodeBlock-background: #2b2b2b; --vscode-descriptionForeground: #999;
    }
    body { margin: 0; background: #181818; }
    #app { position: absolute; inset: 0; }
    .bench-scroller { position: absolute; inset: 0; overflow: hidden auto; overflow-anchor: none; padding: 0 12px; }
    .bench-plain { white-space: pre-wrap; overflow-wrap: anywhere; }
  </style>
</head>
<body class="vscode-dark">
  <div id="app"></div>
  <script type="module" src="/${script}"></script>
</body>
</html>`;

/** Opens a page of the size of a panel that runs a script of the site. */
export async function openPage(browser: Browser, site: Site, script: string): Promise<OpenPage> {
  const context: BrowserContext = await browser.newContext({ viewport: { width: 400, height: 600 } });
  await context.route(`${origin}/**`, async route => {
    const { pathname } = new URL(route.request().url());
    const body = site.get(pathname);
    if (pathname === '/') await route.fulfill({ contentType: 'text/html', body: shell(script) });
    else if (!body) await route.fulfill({ status: 404 });
    else await route.fulfill({ contentType: contentType(pathname), body: Buffer.from(body) });
  });
  const page = await context.newPage();
  page.on('pageerror', error => process.stderr.write(`${script}: ${error.stack ?? error.message}\n`));
  await page.goto(`${origin}/`);
  const session = await context.newCDPSession(page);
  return { page, session, close: () => context.close() };
}

function contentType(path: string): string {
  if (path.endsWith('.css')) return 'text/css';
  if (path.endsWith('.ttf')) return 'font/ttf';
  return 'text/javascript';
}
