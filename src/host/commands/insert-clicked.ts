import { parseClickedPiece } from '../../protocol/clicked-piece.ts';
import type { Services } from '../services.ts';

/**
 * Puts what is clicked in a chat's context menu at the cursor: a selected part of an answer, a code block, or an answer.
 *
 * @param argument what VS Code passes to the command
 * @returns false when nothing was clicked there: the command came from elsewhere
 */
export async function insertClicked(services: Services, argument: unknown): Promise<boolean> {
  const piece = parseClickedPiece(argument);
  if (!piece) return false;
  const { conversationId, ...rest } = piece;
  const session = await services.conversations.open(conversationId);
  if (session) await services.insertions.insertAnswer({ session, ...rest }, 'cursor');
  return true;
}
