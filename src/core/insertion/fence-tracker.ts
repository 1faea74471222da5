import { parseCodeBlockStart } from './block-containers.ts';
import { closesFence, type Fence } from './fence.ts';

/** Longer lines are no fences. */
const longestFence = 1000;

/** Follows a Markdown text that grows: whether its end is within a fenced block. */
export class FenceTracker {
  private line = '';
  /** The fence of the open block. */
  fence: Fence | undefined;

  /** Whether the open block is Markdown itself. */
  get isMarkdown(): boolean {
    return /^(?:md|markdown)\b/i.test(this.fence?.info ?? '');
  }

  add(text: string): void {
    const pieces = text.split('\n');
    pieces.forEach((piece, index) => {
      if (index > 0) this.endLine();
      if (this.line.length <= longestFence) this.line += piece;
    });
  }

  private endLine(): void {
    const line = this.line.trimEnd();
    this.line = '';
    if (line.length > longestFence) return;
    if (this.fence === undefined) this.fence = parseCodeBlockStart(line)?.fence;
    else if (closesFence(line.replace(/^[ \t>]*/, ''), this.fence)) this.fence = undefined;
  }
}
