import type { Message } from '../../core/conversation/conversation.ts';
import type { Drawing } from './drawing.ts';
import type { SiblingNav } from './sibling-nav.ts';

/** One message on the page. */
export interface MessageView extends Drawing {
  readonly element: HTMLElement;
  readonly siblings: SiblingNav;
  /**
   * Takes the content, if it has not yet: a long conversation is filled from its end. It is on the page once `drawNext`
   * returns false.
   */
  fill(): void;
  /** Goes on with a later copy of the same message; false if what is shown is not the beginning of that copy. */
  adopt(message: Message): boolean;
  dispose(): void;
}
