import { languageName } from '../code/languages.ts';
import { confirmOn, element, iconButton, setHidden } from '../dom.ts';
import type { CodeBlock, CodeBlockOwner } from '../markdown/sink.ts';
import { CodeBlockFold, longestUnfolded } from './code-block-fold.ts';
import { focusableWhenScrollable } from './scrollable-focus.ts';
import type { TranscriptContext } from './transcript-context.ts';

/** Where a code block is. */
export interface CodeBlockPlace {
  answerId: string;
  /** Where the text that the block's writer shows begins in the answer's text, in UTF-16 code units. */
  textOffset: number;
  /** How much of that text was there before it was shown, in UTF-16 code units: an answer from earlier on. */
  restoredLength: number;
}

/**
 * Puts a slim header before a code block: its language, how long it is, and what can be done with it, also while it
 * still grows. A long block from earlier on is folded; one that grew before the reader's eyes stays as it is.
 */
export function addCodeBlockHeader(
  block: CodeBlock,
  pre: HTMLPreElement,
  place: CodeBlockPlace,
  context: TranscriptContext,
): CodeBlockOwner {
  const language = element('span', 'code-language');
  const lineCount = element('span', 'code-line-count');
  const copy = iconButton('copy', 'Copy', () => {
    context.post({ type: 'copy', text: block.text() });
    context.announce('Copied');
    confirmOn(copy);
  });
  const insert = iconButton('insert', 'Insert at Cursor', () =>
    context.post({
      type: 'insert',
      target: 'cursor',
      answerId: place.answerId,
      offset: place.textOffset + block.offset,
    }),
  );
  const fold = new CodeBlockFold(pre);
  const actions = element('div', 'code-actions', fold.lessButton, wrapButton(pre), copy, insert);
  actions.role = 'group';
  pre.role = 'group';
  pre.before(element('div', 'code-header', language, lineCount, actions));
  focusableWhenScrollable(pre);

  const refresh = () => {
    // The first letters of a language may be the name of another one.
    const isKnown = block.lineCount > 0 || !block.open;
    const name = isKnown ? languageName(block.language) : '';
    const isLong = block.lineCount > longestUnfolded;
    setText(language, name);
    setText(lineCount, isLong ? `${block.lineCount.toLocaleString('en')} lines` : '');
    setHidden(lineCount, !isLong);
    const label = name ? `Code block, ${name}` : 'Code block';
    if (actions.ariaLabel !== label) actions.ariaLabel = label;
    const codeLabel = name ? `Code, ${name}` : 'Code';
    if (pre.ariaLabel !== codeLabel) pre.ariaLabel = codeLabel;
  };
  refresh();
  return {
    languageChanged: refresh,
    lineCountChanged: refresh,
    closed: () => {
      refresh();
      fold.allow(block.lineCount);
      if (block.offset + block.text().length < place.restoredLength) fold.fold();
    },
  };
}

/** Breaks long lines instead of scrolling, for this block only. */
function wrapButton(pre: HTMLPreElement): HTMLButtonElement {
  const button = iconButton('word-wrap', 'Wrap Lines', () => {
    const wrapped = pre.parentElement?.classList.toggle('wrapped') ?? false;
    button.ariaPressed = String(wrapped);
  });
  button.ariaPressed = 'false';
  button.classList.add('code-wrap');
  return button;
}

function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
