import type * as vscode from 'vscode';

/** The tokens without the fences of the answer's code block; as many as before. */
export function codeTokens(tokens: readonly string[]): string[] {
  const answer = tokens.join('');
  const from = answer.indexOf('\n') + 1;
  const to = answer.lastIndexOf('\n```');
  const within = (at: number) => Math.min(Math.max(at, from), to);
  let end = 0;
  return tokens.map(token => {
    const start = end;
    end += token.length;
    return answer.slice(within(start), within(end));
  });
}

/**
 * The floor: writes what has come by `editor.edit`, one after the other as fast as VS Code makes them, and does nothing
 * else. The cursor is at the end of the text and moves with it.
 */
export async function insertByBareEdits(
  editor: vscode.TextEditor,
  source: AsyncIterable<string>,
): Promise<{ outcome: 'finished' }> {
  let text = '';
  let hasEnded = false;
  let wake: () => void = () => undefined;
  const reading = (async () => {
    for await (const token of source) {
      text += token;
      wake();
    }
    hasEnded = true;
    wake();
  })();
  for (;;) {
    if (text === '') {
      if (hasEnded) break;
      await new Promise<void>(resolve => {
        wake = resolve;
      });
      continue;
    }
    const taken = text;
    text = '';
    const { active } = editor.selection;
    await editor.edit(builder => builder.insert(active, taken), { undoStopBefore: false, undoStopAfter: false });
  }
  await reading;
  return { outcome: 'finished' };
}
