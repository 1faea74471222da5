import { applyEvent } from '../../../src/core/conversation/apply-event.ts';
import {
  type Attachment,
  type Conversation,
  type ConversationEvent,
  emptyConversation,
  type ModelRef,
} from '../../../src/core/conversation/conversation.ts';
import type { Delta } from '../../../src/core/delta.ts';
import type { FromView, Surroundings, ToView } from '../../../src/protocol/messages.ts';
import type { HostLink } from '../../../src/webview/host-link.ts';
import { startPanel } from '../../../src/webview/panel.ts';
import '../../../media/panel.css';

const model: ModelRef = { providerId: 'requesty', providerLabel: 'Requesty', modelId: 'gpt-5-mini' };

export const surroundings: Surroundings = {
  model: { label: 'gpt-5-mini', detail: 'Requesty' },
  firstRun: false,
  attachments: [],
  scroll: 'follow',
};

/** The other end of a panel's host link: holds the true conversation, and what the panel said. */
export class FakeHost implements HostLink {
  readonly posted: FromView[] = [];
  conversation: Conversation = emptyConversation('c1');
  seq = 0;
  state: unknown;
  #listener: ((message: ToView) => void) | undefined;
  readonly #waiting: { seq: number; resolve: () => void }[] = [];

  post(message: FromView): void {
    this.posted.push(message);
    if (message.type !== 'painted') return;
    for (const waiting of this.#waiting) if (waiting.seq <= message.seq) waiting.resolve();
  }

  onMessage(listener: (message: ToView) => void): () => void {
    this.#listener = listener;
    return () => {
      this.#listener = undefined;
    };
  }

  getState(): unknown {
    return this.state;
  }

  setState(state: unknown): void {
    this.state = structuredClone(state);
  }

  /** What the panel posted of one type. */
  of<Type extends FromView['type']>(type: Type): Extract<FromView, { type: Type }>[] {
    return this.posted.filter((message): message is Extract<FromView, { type: Type }> => message.type === type);
  }

  /** Sends a message as it is; like `postMessage`, a copy of it. */
  deliver(message: ToView): void {
    this.#listener?.(structuredClone(message));
  }

  /** Sends the whole conversation and waits until it is on the screen. */
  async snapshot(): Promise<void> {
    const { seq, conversation } = this;
    this.deliver({ type: 'snapshot', seq, conversation });
    await this.painted(seq);
  }

  /** Lets events happen and sends them in one batch, without waiting. */
  batch(...events: ConversationEvent[]): void {
    this.lose(...events);
    this.deliver({ type: 'batch', seq: this.seq, events });
  }

  /** Lets events happen that never reach the panel. */
  lose(...events: ConversationEvent[]): void {
    this.seq += 1;
    for (const event of structuredClone(events)) applyEvent(this.conversation, event);
  }

  /** Lets events happen, and waits until they are on the screen. */
  async happen(...events: ConversationEvent[]): Promise<void> {
    this.batch(...events);
    await this.painted(this.seq);
  }

  /** Waits for the next credit that reaches this number. */
  async painted(seq: number): Promise<void> {
    await new Promise<void>(resolve => this.#waiting.push({ seq, resolve }));
  }
}

let close: (() => void) | undefined;

/** Opens a panel of 400 by 600 CSS pixels with a host that has sent surroundings, but no conversation yet. */
export function openPanel(host = new FakeHost(), around: Surroundings = surroundings): FakeHost {
  closePanel();
  document.getSelection()?.removeAllRanges();
  const root = document.createElement('div');
  root.id = 'app';
  root.style.cssText = 'position: absolute; inset: 0 auto auto 0; width: 400px; height: 600px;';
  document.body.append(root);
  const stop = startPanel(root, host);
  close = () => {
    stop();
    root.remove();
  };
  host.deliver({ type: 'surroundings', surroundings: around });
  return host;
}

export function closePanel(): void {
  close?.();
  close = undefined;
}

/** Opens a panel on a conversation made of these events. */
export async function openWith(...events: ConversationEvent[]): Promise<FakeHost> {
  const host = openPanel();
  for (const event of events) applyEvent(host.conversation, structuredClone(event));
  await host.snapshot();
  return host;
}

export function question(id: string, parentId: string | null, text: string, attachments: Attachment[] = []) {
  return { type: 'question', question: { role: 'user', id, parentId, text, attachments, at: 0 } } as const;
}

export function answerStart(id: string, parentId: string) {
  return { type: 'answer-start', id, parentId, model, at: 0 } as const;
}

export function delta(id: string, value: Delta) {
  return { type: 'answer-delta', id, delta: value } as const;
}

export function text(id: string, value: string) {
  return delta(id, { type: 'text-delta', text: value });
}

export function finished(id: string) {
  return { type: 'turn-end', id, state: 'finished', timing: { firstDeltaMs: 400, totalMs: 2400 } } as const;
}

/** A question and its finished answer. */
export function turn(number: number, value: string): ConversationEvent[] {
  const parent = number === 1 ? null : `a${number - 1}`;
  return [
    question(`q${number}`, parent, `Question ${number}`),
    answerStart(`a${number}`, `q${number}`),
    text(`a${number}`, value),
    finished(`a${number}`),
  ];
}
