import type { AttachedImage, Attachment, Conversation, ConversationEvent } from '../core/conversation/conversation.ts';
import type { InsertionTarget } from '../core/insertion/insertion-target.ts';
import type { CodeTheme } from './code-theme.ts';

/**
 * What the extension host and a webview say to each other: two unions, named by direction.
 *
 * The host owns the conversation. A view gets a snapshot when it is ready, and from then on batches of events with
 * consecutive sequence numbers; whenever a number is missing it asks for a snapshot again.
 */

/** From the host to a view. */
export type ToView =
  /** The whole conversation, everything up to and including `seq` applied. Replaces what the view has. */
  | { type: 'snapshot'; seq: number; conversation: Conversation }
  /** Events to apply, in order. `seq` is one more than that of the batch or snapshot before. */
  | { type: 'batch'; seq: number; events: ConversationEvent[] }
  /** What surrounds the transcript. Sent whole whenever any of it changes. */
  | { type: 'surroundings'; surroundings: Surroundings }
  /** The colours of code. Sent before the first snapshot, and again whenever the user's theme changes. */
  | { type: 'codeTheme'; theme: CodeTheme }
  /** The images that go with the next question. Sent whole whenever they change, and apart from the rest: they are large. */
  | { type: 'images'; images: NextImage[] }
  /**
   * Puts text into the composer: behind what is there, or with `replace` in place of it, unless the user has typed since
   * the page was loaded.
   */
  | { type: 'draft'; text: string; replace?: true }
  /** A line above the composer that the user can dismiss: what happened and what to do. */
  | { type: 'notice'; text: string; severity: 'info' | 'warning' | 'error' }
  | { type: 'focus' };

/** What a view shows besides the conversation. */
export interface Surroundings {
  /** The model the next question goes to; absent before one has been chosen. */
  model?: { label: string; detail: string };
  /** Nothing is configured yet: offer the demo and the entry of a key. */
  firstRun: boolean;
  /** What goes with the next question. */
  attachments: NextAttachment[];
  /** Whether and how the transcript follows the newest line. */
  scroll: 'follow' | 'pinStart' | 'off';
}

/** An attachment as a view shows it: without its text, and where that is from. */
export interface AttachmentChip extends Omit<Attachment, 'text' | 'uri'> {
  /** Of the text, in bytes of UTF-8. */
  size: number;
}

/** An attachment of the next question. */
export interface NextAttachment extends AttachmentChip, WithId {
  /** The text is no longer found where it was taken from: what is sent is as it was then. */
  changed?: true;
}

/** An image of the next question. */
export interface NextImage extends AttachedImage, WithId {}

interface WithId {
  /** Names it to the host as long as it is beside the question; a number once given is given to nothing else. */
  id: number;
}

/** From a view to the host. Every one is checked by `parseFromView`: a webview shows hostile text. */
export type FromView =
  /** The page is there, or there again, and wants everything. */
  | { type: 'ready' }
  /** A sequence number was missing: send a snapshot. */
  | { type: 'resync' }
  /** Everything up to this sequence number is on the screen: credit for further batches. */
  | { type: 'painted'; seq: number }
  /** What stands in the composer has changed: the host keeps it, so that it outlives the view and the window. */
  | { type: 'draft'; text: string }
  | { type: 'send'; text: string }
  | { type: 'stop' }
  /** Ends the wait before the next attempt. */
  | { type: 'retryNow' }
  | { type: 'selectModel' }
  | { type: 'setApiKey' }
  /** Opens the settings file where the providers are. */
  | { type: 'openSettings' }
  /** Shows an empty conversation, with the question of an answer that failed in the composer. */
  | { type: 'newChat'; answerId: string }
  | { type: 'useDemo' }
  /** Lets the user choose what goes with the next question: a file, a selection, an image. */
  | { type: 'attach' }
  /** Takes an attachment or an image away from the next question. */
  | { type: 'removeAttachment'; id: number }
  /** Shows where an attachment of the next question was taken from. */
  | { type: 'openAttachment'; id: number }
  /** The same for one of a question asked before: which one, counted from 0. */
  | { type: 'openAskedAttachment'; questionId: string; index: number }
  /** An image that was pasted or dropped. */
  | { type: 'attachImage'; image: AttachedImage }
  | { type: 'copy'; text: string }
  /**
   * Puts an answer, as far as it has come and goes on, to `target`; with `offset`, only the code block that begins at this
   * index of the answer's text; with `text`, only that: a part of the answer that the user has selected.
   */
  | { type: 'insert'; answerId: string; target: InsertionTarget; offset?: number; text?: string }
  | { type: 'regenerate'; answerId: string }
  /** Asks again without the parameter that the provider rejected, now and from then on. */
  | { type: 'askWithout'; answerId: string }
  /** Looks step by step where the connection to the provider of an answer fails. */
  | { type: 'checkConnection'; answerId: string }
  /** Asks for the rest of an answer that broke off. */
  | { type: 'continue'; answerId: string }
  /** Asks an earlier question again in other words, as a sibling. */
  | { type: 'edit'; questionId: string; text: string }
  | { type: 'choose'; messageId: string }
  | { type: 'openLink'; href: string };
