import { confirmOn, element, iconButton } from '../dom.ts';
import type { CodeBlock } from '../markdown/sink.ts';
import type { TranscriptContext } from './transcript-context.ts';

/**
 * Puts a slim header before a code block: its language, and what can be done with it, also while it still grows.
 *
 * @param textOffset where the text that the block's writer shows begins in the answer's text, in UTF-16 code units
 */
export function addCodeBlockHeader(
  block: CodeBlock,
  pre: HTMLPreElement,
  answerId: string,
  textOffset: number,
  context: TranscriptContext,
): { languageChanged(): void } {
  const language = element('span', 'code-language', block.language);
  const copy = iconButton('copy', 'Copy', () => {
    context.post({ type: 'copy', text: block.text() });
    context.announce('Copied');
    confirmOn(copy);
  });
  const insert = iconButton('insert', 'Insert at Cursor', () =>
    context.post({ type: 'insert', answerId, offset: textOffset + block.offset }),
  );
  const actions = element('div', 'code-actions', copy, insert);
  actions.role = 'group';
  const name = () => {
    language.textContent = block.language;
    actions.ariaLabel = block.language ? `Code block, ${block.language}` : 'Code block';
  };
  name();
  pre.before(element('div', 'code-header', language, actions));
  return { languageChanged: name };
}
