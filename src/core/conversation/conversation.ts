import type { AnswerState, EndState } from '../answer-state.ts';
import type { Delta, FinishReason, StreamError, Usage } from '../delta.ts';

/**
 * A conversation is a tree of messages: editing a question or regenerating an answer adds a sibling and destroys nothing.
 *
 * It is plain data and changes only through {@link ConversationEvent}s applied by `applyEvent`. The host keeps the one
 * true copy; the journal is its events written down, and a view is a copy kept up to date with the same events.
 */
export interface Conversation {
  id: string;
  /** All messages, parents before children. */
  messages: Message[];
  /** Which child of a message is shown; the key is the parent's id, or `''` for the first question. */
  chosenChild: Record<string, string>;
}

export type Message = Question | Answer;

/** What the user asked. */
export interface Question {
  role: 'user';
  id: string;
  /** The answer it follows, or null for a first question. */
  parentId: string | null;
  text: string;
  /** What Runnel itself asks for behind the text, such as one code block and nothing else. The user has not written it. */
  instruction?: string;
  attachments: Attachment[];
  /** Images that go with it. */
  images?: AttachedImage[];
  /** Milliseconds since the epoch. */
  at: number;
}

/** What the model answered, or is answering. */
export interface Answer {
  role: 'assistant';
  id: string;
  /** The question it answers. */
  parentId: string;
  model: ModelRef;
  state: AnswerState;
  /** In order of arrival. */
  parts: Part[];
  /** The sources, in order of arrival, one as often as it is cited. They come anywhere in the text and are no part of it. */
  citations: Citation[];
  /** Milliseconds since the epoch at which the request was made. */
  at: number;
  /** Only while `retrying`: when the next attempt is made, in milliseconds since the epoch. */
  retryAt?: number;
  usage?: Usage;
  finish?: { reason: FinishReason; rawReason?: string };
  /** Why it failed, or, while `retrying`, why another attempt is made. */
  error?: StreamError;
  timing?: Timing;
  /** What the provider calls the model it answered with, where it says so. */
  reportedModel?: string;
}

/**
 * A piece of an answer. Adjacent text of one type is one part, shown as a document of its own: what becomes a part ends
 * the one before it.
 */
export type Part =
  | { type: 'text'; text: string; signature?: string }
  /** May be without text: then the provider hides what was thought, and it is there to be sent back. */
  | { type: 'reasoning'; text: string; signature?: string }
  | { type: 'refusal'; text: string; signature?: string }
  | { type: 'tool-call'; id: string; name: string; argumentsText: string; complete: boolean; signature?: string }
  | { type: 'image'; mimeType: string; base64: string; signature?: string };

/** A source the model names. */
export interface Citation {
  url?: string;
  title?: string;
  snippet?: string;
  /** Where in the text it is cited, if that is known: a mark belongs there. */
  at?: TextPlace[];
  /** The number by which the text itself refers to it, as in `[1]`. */
  number?: number;
}

/** A place in the text of an answer. */
export interface TextPlace {
  /** Which of the answer's parts, counted from 0; it is of the type `text`. */
  part: number;
  /** How much of the part's text is before the place, in UTF-16 code units. */
  offset: number;
}

/** Which model was asked, and what to call it. */
export interface ModelRef {
  providerId: string;
  providerLabel: string;
  modelId: string;
}

/** Text the user put beside a question. Nothing is ever attached that the user did not put there. */
export interface Attachment {
  /** Workspace-relative path, or what else names the source. */
  label: string;
  languageId: string;
  /** First line, counted from 1. */
  startLine: number;
  /** Last line, inclusive. */
  endLine: number;
  text: string;
  /** What was taken where nothing was selected, such as "function main". */
  scope?: string;
  /** It is all of a document. */
  whole?: true;
  /**
   * The document it was taken from, so that it can be opened again and compared with an answer. Never sent to a model.
   * Absent where there is no document, as with a terminal.
   */
  uri?: string;
  /** Of the text, in bytes of UTF-8: only in what a view gets, where the text itself is left out. */
  size?: number;
}

/** An image the user put beside a question. */
export interface AttachedImage {
  /** File name, or what else names the source. */
  label: string;
  mimeType: string;
  base64: string;
}

/** How long an answer took, in milliseconds; from the request, if nothing else is said. */
export interface Timing {
  /** To the first content delta; absent when none came. */
  firstDeltaMs?: number;
  /** From the first of the reasoning to what came after it, or to the end; absent when there was none. */
  reasoningMs?: number;
  totalMs: number;
}

/** Everything that can happen to a conversation. */
export type ConversationEvent =
  | { type: 'conversation-start'; id: string; at: number }
  | { type: 'question'; question: Question }
  | { type: 'answer-start'; id: string; parentId: string; model: ModelRef; at: number }
  /** Not journalled: after a restart no answer is under way. */
  | { type: 'answer-state'; id: string; state: Exclude<AnswerState, EndState>; retryAt?: number; error?: StreamError }
  | { type: 'answer-delta'; id: string; delta: Delta }
  /** Exactly one for every `answer-start`; nothing about the answer follows it. */
  | { type: 'turn-end'; id: string; state: EndState; error?: StreamError; timing: Timing }
  /** Shows this message among its siblings. */
  | { type: 'choose'; id: string };

/** An empty conversation. */
export function emptyConversation(id: string): Conversation {
  return { id, messages: [], chosenChild: {} };
}

/** The messages that are shown: from the first question down, at each fork the chosen sibling. */
export function chosenPath(conversation: Conversation): Message[] {
  const byId = new Map(conversation.messages.map(message => [message.id, message]));
  const path: Message[] = [];
  let parent = '';
  for (;;) {
    const next = byId.get(conversation.chosenChild[parent] ?? '');
    if (!next) return path;
    path.push(next);
    parent = next.id;
  }
}

/** The answer with this id, if there is one. */
export function findAnswer(conversation: Conversation, id: string): Answer | undefined {
  const message = conversation.messages.find(candidate => candidate.id === id);
  return message?.role === 'assistant' ? message : undefined;
}

/** The answer's text without reasoning: what Copy and Insert take. */
export function answerText(answer: Answer): string {
  let text = '';
  for (const part of answer.parts) if (part.type === 'text' || part.type === 'refusal') text += part.text;
  return text;
}
