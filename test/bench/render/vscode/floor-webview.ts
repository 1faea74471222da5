import type { Frame } from 'playwright';
import { until } from '../../../e2e/support/until.ts';
import type { Workbench } from '../../../e2e/support/workbench.ts';

/** What the extension host keeps between two calls. */
interface FloorState {
  benchFloor?: import('vscode').WebviewPanel;
}

/** Opens a bare webview as an editor tab, which appends what it is sent as plain text. Gives its frame. */
export async function openFloor(workbench: Workbench): Promise<Frame> {
  await workbench.host.run(vscode => {
    const panel = vscode.window.createWebviewPanel('bench.floor', 'Floor', vscode.ViewColumn.One, {
      enableScripts: true,
    });
    // The newest line is followed, as in every chat.
    panel.webview.html = `<!DOCTYPE html>
      <body style="margin: 0">
        <div id="scroller" style="position: absolute; inset: 0; overflow: hidden auto; padding: 0 12px">
          <div id="floor" style="white-space: pre-wrap; overflow-wrap: anywhere"></div>
        </div>
        <script>
          addEventListener('message', ({ data }) => {
            if (typeof data.floorText !== 'string') return;
            document.querySelector('#floor').append(data.floorText);
            document.querySelector('#scroller').scrollTop = 1e9;
          });
        </script>
      </body>`;
    (globalThis as FloorState).benchFloor = panel;
  });
  return until('the bare webview', async () => {
    for (const frame of workbench.page.frames()) {
      const isFloor = await frame.evaluate(() => document.querySelector('#floor') !== null).catch(() => false);
      if (isFloor) return frame;
    }
    return undefined;
  });
}

/** Asks the gateway in the extension host and sends the answer's text to the bare webview, at most once in 16 ms. */
export async function streamToFloor(workbench: Workbench, url: string, model: string): Promise<void> {
  await workbench.host.run(
    async (_vscode, { url, model }) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model, stream: true, messages: [{ role: 'user', content: 'Go.' }] }),
      });
      const { benchFloor } = globalThis as FloorState;
      let waiting = '';
      let timer: ReturnType<typeof setTimeout> | undefined;
      const send = () => {
        timer = undefined;
        if (waiting === '') return;
        void benchFloor?.webview.postMessage({ floorText: waiting });
        waiting = '';
        timer = setTimeout(send, 16);
      };
      const decoder = new TextDecoder();
      let rest = '';
      for await (const chunk of response.body ?? []) {
        const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          if (!line.startsWith('data: {')) continue;
          waiting += JSON.parse(line.slice(6)).choices?.[0]?.delta?.content ?? '';
        }
        if (!timer) send();
      }
    },
    { url, model },
  );
}

/** Closes the bare webview. */
export async function closeFloor(workbench: Workbench): Promise<void> {
  await workbench.host.run(() => (globalThis as FloorState).benchFloor?.dispose());
}
