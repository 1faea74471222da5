import type { ToView } from '../protocol/messages.ts';
import { element, icon, iconButton } from './dom.ts';

type Notice = Extract<ToView, { type: 'notice' }>;

/** The line above the composer that says what happened; the latest one only. */
export class Notices {
  readonly element = element('div', 'notices');

  show(notice: Notice): void {
    const line = element('div', `notice ${notice.severity}`, icon(notice.severity));
    line.role = notice.severity === 'info' ? 'status' : 'alert';
    line.append(
      element('span', 'notice-text', notice.text),
      iconButton('close', 'Dismiss', () => line.remove()),
    );
    this.element.replaceChildren(line);
  }

  clear(): void {
    this.element.replaceChildren();
  }
}
