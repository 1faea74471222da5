/** A code fence, by CommonMark 0.31 section 4.5. */
export interface Fence {
  character: '`' | '~';
  length: number;
  /** The text behind the fence, trimmed; its first word names the language. */
  info: string;
}

/**
 * Reads a line as an opening fence. Its indentation must have been taken off; a line ending may follow.
 *
 * @returns undefined when the line opens no code block.
 */
export function parseOpeningFence(line: string): Fence | undefined {
  const run = /^(?:`{3,}|~{3,})/.exec(line)?.[0];
  if (run === undefined) return undefined;
  const info = line.slice(run.length).trim();
  const character = run.startsWith('`') ? '`' : '~';
  if (character === '`' && info.includes('`')) return undefined;
  return { character, length: run.length, info };
}

/** Whether a line that starts like this may still become an opening fence. Once false, it stays false. */
export function mayOpenFence(start: string): boolean {
  return /^(?:`{0,2}|~{0,2}|`{3,}[^`]*|~{3,}[^\n]*)$/.test(start);
}

/** Whether the line, its indentation taken off, closes a block that was opened by the fence. */
export function closesFence(line: string, fence: Fence): boolean {
  const text = line.trimEnd();
  return text.length >= fence.length && isRunOf(fence.character, text);
}

/** Whether a line that starts like this may still close the block. Once false, it stays false. */
export function mayCloseFence(start: string, fence: Fence): boolean {
  const text = start.trimEnd();
  if (!isRunOf(fence.character, text)) return false;
  return text.length === start.length || text.length >= fence.length;
}

function isRunOf(character: string, text: string): boolean {
  return text === character.repeat(text.length);
}
