import type { Block, CodeBlockNode } from './block.ts';
import { parseFence, skipQuoteMarker } from './block-starts.ts';
import type { BlockTree } from './block-tree.ts';
import type { LineCursor } from './line-cursor.ts';

/** `closed` means that the line was the closing fence of a code block, and is thereby used up. */
type Continuation = 'yes' | 'no' | 'closed';

/** More fences within each other are not counted: nobody writes them. */
const MOST_INNER_FENCES = 100;

/** Columns that the further lines of a footnote are indented by. */
const FOOTNOTE_INDENT = 4;

/** Says whether the line at the cursor continues `block`, and consumes the block's prefix if it does. */
export function continueBlock(block: Block, cursor: LineCursor, tree: BlockTree): Continuation {
  switch (block.kind) {
    case 'document':
    case 'list':
      return 'yes';
    case 'quote':
      if (cursor.indent >= 4 || cursor.next !== '>') return 'no';
      skipQuoteMarker(cursor);
      return 'yes';
    case 'item':
      if (cursor.blank) {
        // An item may begin with one blank line, not with two.
        if (block.children.length === 0) return 'no';
        cursor.skipIndent();
        return 'yes';
      }
      if (cursor.indent < block.contentIndent) return 'no';
      cursor.skipColumns(block.contentIndent);
      return 'yes';
    case 'footnote':
      if (cursor.blank ? block.children.length === 0 : cursor.indent < FOOTNOTE_INDENT) return 'no';
      cursor.skipColumns(FOOTNOTE_INDENT);
      return 'yes';
    case 'paragraph':
    case 'table':
      return cursor.blank ? 'no' : 'yes';
    case 'code':
      return block.fence ? continueFence(block, cursor, tree) : continueIndentedCode(cursor);
    default:
      return 'no';
  }
}

function continueIndentedCode(cursor: LineCursor): Continuation {
  if (cursor.indent < 4 && !cursor.blank) return 'no';
  cursor.skipColumns(4);
  return 'yes';
}

/**
 * The one deviation from CommonMark: in a block of Markdown, a fence with a language opens an inner block, and the next
 * bare fence closes that one. Models write such answers without making the outer fence longer, and the rest of the
 * answer would come out inside out. Inner fences shorter than the outer one cannot be confused with it.
 */
function continueFence(block: CodeBlockNode, cursor: LineCursor, tree: BlockTree): Continuation {
  const { fence } = block;
  if (!fence) return 'no';
  if (cursor.indent < 4 && cursor.next === fence.character) {
    const found = parseFence(cursor.content);
    const inner = block.innerFences.at(-1);
    if (found && found.length >= fence.length) {
      if (found.info !== '') {
        if (isMarkdown(block.language) && block.innerFences.length < MOST_INNER_FENCES) {
          tree.journal.set(block, 'innerFences', [...block.innerFences, found.length]);
        }
      } else if (inner === undefined) {
        tree.close(block);
        return 'closed';
      } else if (found.length >= inner) {
        tree.journal.set(block, 'innerFences', block.innerFences.slice(0, -1));
      }
    }
  }
  cursor.skipColumns(fence.indent);
  return 'yes';
}

function isMarkdown(language: string): boolean {
  return /^(?:md|markdown)$/i.test(language);
}
