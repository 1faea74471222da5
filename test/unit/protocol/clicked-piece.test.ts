import { expect, test } from 'vitest';
import { parseClickedPiece } from '../../../src/protocol/clicked-piece.ts';

const piece = { conversationId: 'c1', answerId: 'a1', offset: 3, text: 'b' };

test('what a context menu passes is taken with just the fields it should have', () => {
  expect(parseClickedPiece({ webview: 'runnel.chat', runnelPiece: { ...piece, type: 'send', more: 1 } })).toEqual(
    piece,
  );
  const { offset: _, text: __, ...answer } = piece;
  expect(parseClickedPiece({ runnelPiece: answer })).toEqual(answer);
});

test.each([
  ['nothing', undefined],
  ['the argument of a keybinding', { prompt: 'x' }],
  ['no conversation', { runnelPiece: { answerId: 'a1' } }],
  ['an answer that is no text', { runnelPiece: { ...piece, answerId: 1 } }],
  ['an offset that is none', { runnelPiece: { ...piece, offset: -1 } }],
  ['a text that is none', { runnelPiece: { ...piece, text: {} } }],
])('is refused: %s', (_, argument) => {
  expect(parseClickedPiece(argument)).toBeUndefined();
});
