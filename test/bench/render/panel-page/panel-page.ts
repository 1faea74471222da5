import type { FromView, ToView } from '../../../../src/protocol/messages.ts';
import { startPanel } from '../../../../src/webview/panel.ts';
import type { Drive, DriveResult } from '../page/drive.ts';
import { watchPage } from '../page/watch-page.ts';
import { type FromHost, type OpenConversation, type ToHost, wallClock } from './host-messages.ts';
import { watchOpening } from './watch-opening.ts';
import { watchTyping } from './watch-typing.ts';

// The whole panel on a page, its host in a worker: another thread, like the extension host.

const host = new Worker('/panel-host.js', { type: 'module' });

function tell(message: ToHost): void {
  host.postMessage(message);
}

/** Resolves with the next message of this type. */
function next<Type extends FromHost['type']>(type: Type): Promise<Extract<FromHost, { type: Type }>> {
  return new Promise(resolve => {
    host.addEventListener('message', function hear({ data }: MessageEvent<FromHost>) {
      if (data.type !== type) return;
      host.removeEventListener('message', hear);
      resolve(data as Extract<FromHost, { type: Type }>);
    });
  });
}

/** Starts the panel on a conversation; resolves when the panel says that all of it is on the screen. */
async function open(conversation: OpenConversation): Promise<void> {
  const root = document.querySelector<HTMLElement>('#app');
  if (!root) throw new Error('The page has no place for the panel.');
  tell({ type: 'open', conversation });
  await new Promise<void>(resolve => {
    startPanel(root, {
      post(message: FromView) {
        tell({ type: 'view', message, at: wallClock() });
        if (message.type === 'painted') resolve();
      },
      onMessage(listener: (message: ToView) => void) {
        const hear = ({ data }: MessageEvent<FromHost>) => {
          if (data.type === 'panel') listener(data.message);
        };
        host.addEventListener('message', hear);
        return () => host.removeEventListener('message', hear);
      },
      getState: () => undefined,
      setState: () => undefined,
    });
  });
}

/** Resolves when the page has not changed for a second: what is coloured later has its colours then. */
function quiet(): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      observer.disconnect();
      resolve();
    };
    let timer = setTimeout(done, 1000);
    const observer = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(done, 1000);
    });
    observer.observe(document.body, { childList: true, characterData: true, subtree: true });
  });
}

globalThis.benchPage = {
  async prepare(before) {
    const questions = before === '' ? ['Go on.'] : ['Begin.', 'Go on.'];
    await open({ questions, answers: before === '' ? [''] : [before, ''], isRunning: true });
    if (before !== '') await quiet();
  },
  settled: quiet,
  async drive(drive: Drive): Promise<DriveResult> {
    const watch = watchPage();
    const streamed = next('streamed');
    tell({ type: 'stream', drive });
    const { start, shown } = await streamed;
    const { frames, longTasks } = await watch.stop();
    return {
      shown: shown.map(([tokens, at]) => [tokens, at - start]),
      frames: frames.map(at => at + performance.timeOrigin - start),
      longTasks,
      totalMs: (shown.at(-1)?.[1] ?? start + drive.capMs) - start,
    };
  },
};
globalThis.benchPanel = { open, watchOpening, watchTyping };

declare global {
  // Set here, asked for by the bench of conversations.
  var benchPanel: { open: typeof open; watchOpening: typeof watchOpening; watchTyping: typeof watchTyping } | undefined;
}
