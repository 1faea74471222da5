import { applyEvent } from '../../../../src/core/conversation/apply-event.ts';
import {
  type ConversationEvent,
  emptyConversation,
  type ModelRef,
} from '../../../../src/core/conversation/conversation.ts';
import { ViewLink } from '../../../../src/host/panel/view-link.ts';
import type { FromView } from '../../../../src/protocol/messages.ts';
import { codeTheme } from '../page/code-theme.ts';
import type { Drive } from '../page/drive.ts';
import { type FromHost, type OpenConversation, type ToHost, wallClock } from './host-messages.ts';

// Plays the extension host in a worker: the conversation and the same road from it to the view as in VS Code.

const model: ModelRef = { providerId: 'bench', providerLabel: 'Bench', modelId: 'sample' };
const conversation = emptyConversation('bench');
let pushed = 0;
/** How many tokens had been pushed when a message went out, by its sequence number. */
const tokensBySeq = new Map<number, number>();
let painted: (seq: number, at: number) => void = () => undefined;

const link = new ViewLink(conversation, {
  post(message) {
    if (message.type === 'batch' || message.type === 'snapshot') tokensBySeq.set(message.seq, pushed);
    tell({ type: 'panel', message });
  },
  schedule(task, ms) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
});

addEventListener('message', ({ data }: MessageEvent<ToHost>) => {
  switch (data.type) {
    case 'open':
      open(data.conversation);
      return;
    case 'view':
      hear(data.message, data.at);
      return;
    case 'stream':
      void stream(data.drive);
      return;
  }
});

function tell(message: FromHost): void {
  postMessage(message);
}

function hear(message: FromView, at: number): void {
  switch (message.type) {
    case 'ready':
      tell({ type: 'panel', message: { type: 'surroundings', surroundings } });
      tell({ type: 'panel', message: { type: 'codeTheme', theme: codeTheme } });
      link.attach();
      return;
    case 'resync':
      link.attach();
      return;
    case 'painted':
      painted(message.seq, at);
      link.painted(message.seq);
      return;
  }
}

const surroundings = {
  model: { label: 'sample', detail: 'Bench' },
  firstRun: false,
  attachments: [],
  scroll: 'follow' as const,
};

function happen(event: ConversationEvent): void {
  applyEvent(conversation, event);
  link.push(event);
}

/** All questions and answers; the last answer may still be under way. */
function open({ questions, answers, isRunning }: OpenConversation): void {
  questions.forEach((text, index) => {
    const parentId = index === 0 ? null : `a${index - 1}`;
    happen({ type: 'question', question: { role: 'user', id: `q${index}`, parentId, text, attachments: [], at: 0 } });
    happen({ type: 'answer-start', id: `a${index}`, parentId: `q${index}`, model, at: 0 });
    const answer = answers[index];
    if (answer) happen({ type: 'answer-delta', id: `a${index}`, delta: { type: 'text-delta', text: answer } });
    if (index < questions.length - 1 || !isRunning) {
      const timing = { firstDeltaMs: 400, totalMs: 2400 };
      happen({ type: 'turn-end', id: `a${index}`, state: 'finished', timing });
    }
  });
}

/** Pushes one event for each token, when it is due: what has come together is pushed together, like a network chunk. */
async function stream({ text, ends, pace, capMs }: Drive): Promise<void> {
  if (!('tokensPerSecond' in pace)) throw new Error('The panel is given tokens by the clock.');
  const id = conversation.messages.at(-1)?.id ?? '';
  const shown: [number, number][] = [];
  const start = wallClock();
  pushed = 0;
  const done = new Promise<void>(resolve => {
    painted = (seq, at) => {
      const tokens = tokensBySeq.get(seq) ?? 0;
      if (tokens > (shown.at(-1)?.[0] ?? 0)) shown.push([tokens, at]);
      if (tokens >= ends.length) resolve();
    };
    setTimeout(resolve, capMs);
  });
  let over = false;
  void done.then(() => {
    over = true;
  });
  while (pushed < ends.length && !over) {
    const due = Math.min(Math.floor(((wallClock() - start) * pace.tokensPerSecond) / 1000) + 1, ends.length);
    while (pushed < due) {
      const from = ends[pushed - 1] ?? 0;
      const token = text.slice(from, ends[pushed]);
      pushed++;
      happen({ type: 'answer-delta', id, delta: { type: 'text-delta', text: token } });
    }
    await new Promise(resolve => setTimeout(resolve, 4));
  }
  await done;
  tell({ type: 'streamed', start, shown });
}
