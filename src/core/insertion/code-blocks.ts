import { parseCodeBlockStart } from './block-containers.ts';
import { createCodeBlockReader } from './code-block.ts';
import { closesFence, type Fence } from './fence.ts';

/** A fenced code block in an answer. */
export interface CodeBlock {
  /** Where its first line begins in the answer's text, in UTF-16 code units. */
  offset: number;
  /** What stands behind its opening fence. */
  info: string;
  /** Its lines, joined by LF. */
  code: string;
  /** Whether a whole line has closed it; what has not been closed may still grow. */
  closed: boolean;
}

/** The fenced code blocks of an answer, as far as it has come, in order. */
export function findCodeBlocks(answer: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let inList = false;
  for (let offset = 0; offset < answer.length; ) {
    const next = nextLine(answer, offset);
    const line = answer.slice(offset, next).trimEnd();
    const start = parseCodeBlockStart(line);
    // Deep indentation makes a fence text, unless it comes from a list item.
    if (start?.fence === undefined || (start.indent > 3 && !inList)) {
      inList ||= /^\s*(?:[-*+]|\d{1,9}[.)])\s/.test(line);
      offset = next;
      continue;
    }
    const { code, end, closed } = readBlock(answer, offset, next, start.fence);
    blocks.push({ offset, info: start.fence.info, code, closed });
    offset = end;
  }
  return blocks;
}

function readBlock(answer: string, start: number, behindFirstLine: number, fence: Fence) {
  const reader = createCodeBlockReader();
  let code = reader.push(answer.slice(start, behindFirstLine));
  let from = behindFirstLine;
  while (from < answer.length) {
    const next = nextLine(answer, from);
    const line = answer.slice(from, next);
    code += reader.push(line);
    if (reader.done) {
      // A line outside of the block's list item ends it, too, and is read as what it is.
      const isFence = closesFence(line.replace(/^[\s>]*/, ''), fence);
      return { code, end: isFence ? next : from, closed: true };
    }
    from = next;
  }
  const closed = reader.done;
  code += reader.end();
  return { code, end: answer.length, closed };
}

/** Where the line behind the one that begins here begins. */
function nextLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? text.length : feed + 1;
}
