import type { Message } from '../../core/conversation/conversation.ts';
import type { SiblingNav } from './sibling-nav.ts';

/** One message on the page. */
export interface MessageView {
  readonly element: HTMLElement;
  readonly siblings: SiblingNav;
  /** Puts the content in, if it is not yet there: a long conversation is filled from its end. */
  fill(): void;
  /** Goes on with a later copy of the same message; false if what is shown is not the beginning of that copy. */
  adopt(message: Message): boolean;
  dispose(): void;
}
