import type { DrawReply, DrawRequest } from './messages.ts';

/** The part of https://www.w3.org/TR/trusted-types/ used here. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(script: string): string }): { createHTML(script: string): string };
}

/** Starting the frame takes its time on a slow machine; in milliseconds. */
const startMs = 20_000;
/** A drawing that takes longer is given up; in milliseconds. */
const drawMs = 8000;

/**
 * Draws diagrams in a sandboxed frame of an origin of its own: it inherits the page's content security policy, so that
 * it can load nothing, and sees nothing of the page. All that comes back is text, to be shown as an image.
 */
export class DiagramFrame {
  readonly #frame = document.createElement('iframe');
  readonly #port: MessagePort;
  readonly #started: Promise<void>;

  /** @param script the frame's script, which draws what comes through the port of the first message it gets */
  constructor(script: string) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#frame.setAttribute('sandbox', 'allow-scripts');
    this.#frame.className = 'diagram-frame';
    this.#frame.ariaHidden = 'true';
    this.#frame.tabIndex = -1;
    this.#frame.title = 'Draws diagrams';
    this.#frame.srcdoc = framePage(script);
    this.#started = within(
      startMs,
      new Promise(resolve => {
        const connect = () => {
          this.#frame.contentWindow?.postMessage('', '*', [port2]);
          resolve();
        };
        this.#frame.addEventListener('load', connect, { once: true });
      }),
    );
    document.body.append(this.#frame);
  }

  /**
   * Draws one diagram; another one only after that.
   *
   * @throws Error when it takes too long, after which the frame is of no use
   */
  async draw(request: DrawRequest): Promise<DrawReply> {
    await this.#started;
    const reply = new Promise<unknown>(resolve => {
      this.#port.onmessage = ({ data }) => resolve(data);
    });
    this.#port.postMessage(request);
    return checkedReply(await within(drawMs, reply));
  }

  dispose(): void {
    this.#port.close();
    this.#frame.remove();
  }
}

/** The only page that this policy ever makes: our own script, under the nonce of our own page. */
let makePage: ((script: string) => string) | undefined;

function framePage(script: string): string {
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
  const createHTML = (text: string) =>
    `<!DOCTYPE html><meta charset="utf-8"><body><script nonce="${nonce.replaceAll(/[^\w+/=-]/g, '')}">${text}</script>`;
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  makePage ??= trustedTypes ? policyPage(trustedTypes, createHTML) : createHTML;
  return makePage(script);
}

function policyPage(trustedTypes: TrustedTypes, createHTML: (text: string) => string): (script: string) => string {
  const policy = trustedTypes.createPolicy('runnel-diagram', { createHTML });
  return script => policy.createHTML(script);
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('It takes too long.')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What has drawn a model's text may send anything. */
function checkedReply(reply: unknown): DrawReply {
  if (typeof reply === 'object' && reply !== null) {
    if ('error' in reply && typeof reply.error === 'string') return { error: reply.error };
    if ('svg' in reply && 'width' in reply && 'height' in reply) {
      const { svg, width, height } = reply;
      if (typeof svg === 'string' && isSize(width) && isSize(height)) return { svg, width, height };
    }
  }
  return { error: 'It is too large.' };
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value < 20_000;
}
