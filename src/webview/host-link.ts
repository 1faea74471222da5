import type { FromView, ToView } from '../protocol/messages.ts';

/** The road to the extension host, as an interface, so that tests put their own in its place. */
export interface HostLink {
  post(message: FromView): void;
  /** Calls the listener for every message from the host until the returned function is called. */
  onMessage(listener: (message: ToView) => void): () => void;
  /** What `setState` kept last, also across a reload of the view; unchecked, since an older version may have kept it. */
  getState(): unknown;
  setState(state: unknown): void;
}

/** What VS Code puts into every webview's page; it may be asked for only once. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const messageTypes: Record<ToView['type'], true> = {
  snapshot: true,
  batch: true,
  surroundings: true,
  codeTheme: true,
  images: true,
  draft: true,
  notice: true,
  focus: true,
};

/** The link of a page that VS Code shows. */
export function vsCodeHostLink(): HostLink {
  const api = acquireVsCodeApi();
  return {
    post: message => api.postMessage(message),
    onMessage(listener) {
      const receive = (event: MessageEvent<unknown>) => {
        if (isToView(event.data)) listener(event.data);
      };
      window.addEventListener('message', receive);
      return () => window.removeEventListener('message', receive);
    },
    getState: () => api.getState(),
    setState: state => api.setState(state),
  };
}

/** Other things post messages to a page too; the host's own are not checked further than by their tag. */
function isToView(data: unknown): data is ToView {
  return typeof data === 'object' && data !== null && 'type' in data && Object.hasOwn(messageTypes, String(data.type));
}
