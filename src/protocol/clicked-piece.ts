import type { FromView } from './messages.ts';
import { parseFromView } from './parse-from-view.ts';

/** What the user has clicked with the other button: an answer, a code block of it, or what is selected in it. */
export interface ClickedPiece extends Pick<Extract<FromView, { type: 'insert' }>, 'answerId' | 'offset' | 'text'> {
  conversationId: string;
}

/**
 * What a view's page says of the clicked place in `data-vscode-context`: VS Code passes it to the commands of its context
 * menu, and `when` clauses of `webview/context` can look at it.
 */
export interface ClickedContext {
  runnelClicked: 'selection' | 'answer';
  runnelPiece: ClickedPiece;
}

/** Reads what VS Code passes to a command of the context menu; undefined when it is something else, or not as it should be. */
export function parseClickedPiece(argument: unknown): ClickedPiece | undefined {
  if (typeof argument !== 'object' || argument === null || !('runnelPiece' in argument)) return undefined;
  const piece = argument.runnelPiece;
  if (typeof piece !== 'object' || piece === null || !('conversationId' in piece)) return undefined;
  const { conversationId } = piece;
  const message = parseFromView({ ...piece, type: 'insert', target: 'cursor' });
  if (message?.type !== 'insert' || typeof conversationId !== 'string') return undefined;
  const { answerId, offset, text } = message;
  return {
    conversationId,
    answerId,
    ...(offset !== undefined && { offset }),
    ...(text !== undefined && { text }),
  };
}
