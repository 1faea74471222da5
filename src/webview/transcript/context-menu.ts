import type { ClickedContext } from '../../protocol/clicked-piece.ts';
import { codeOffset, type SelectedPart } from './selected-part.ts';

/**
 * Tells VS Code's context menu what of the messages is clicked.
 *
 * @see https://code.visualstudio.com/api/extension-guides/webview#context-menus
 */
export function describeClicked(messages: HTMLElement, selected: SelectedPart, conversationId: () => string): void {
  // VS Code looks for what is said here after us, on its way up.
  messages.addEventListener('contextmenu', ({ target }) => {
    const answer = target instanceof Element ? target.closest<HTMLElement>('.answer') : null;
    const context = answer && contextOf(answer, target instanceof Element ? target : answer);
    if (context) messages.dataset['vscodeContext'] = JSON.stringify(context);
    else delete messages.dataset['vscodeContext'];
  });

  function contextOf(answer: HTMLElement, target: Element): ClickedContext | undefined {
    const answerId = answer.dataset['messageId'];
    if (answerId === undefined) return undefined;
    const piece = { conversationId: conversationId(), answerId };
    const part = selected.partIn(answer);
    if (part) return { runnelClicked: 'selection', runnelPiece: { ...piece, ...part } };
    const code = target.closest('.code-block')?.querySelector('pre');
    const offset = code ? codeOffset(code) : undefined;
    return { runnelClicked: 'answer', runnelPiece: { ...piece, ...(offset !== undefined && { offset }) } };
  }
}
