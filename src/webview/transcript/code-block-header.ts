import { isShell, languageName } from '../code/languages.ts';
import { confirmOn, element, iconButton, setHidden } from '../dom.ts';
import type { CodeBlock, CodeBlockOwner } from '../markdown/sink.ts';
import type { MenuItem } from '../menu/menu.ts';
import { roveFocus } from '../roving-focus.ts';
import { CodeBlockFold, longestUnfolded } from './code-block-fold.ts';
import { InsertActions } from './insert-actions.ts';
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
  const offset = () => place.textOffset + block.offset;
  const insert = new InsertActions(
    {
      scope: () => pre.parentElement,
      piece: () => ({ answerId: place.answerId, offset: offset() }),
    },
    context,
  );
  const newFile = insert.button('newFile');
  const diff = insert.button('diff');
  const terminal = insert.button('terminal');
  const wrap = wrapButton(pre);
  // In a narrow panel these are in the menu.
  for (const button of [wrap, newFile, diff]) button.classList.add('roomy');
  const more = insert.moreButton(() => (pre.checkVisibility() && !wrap.checkVisibility() ? [wrapItem(wrap)] : []));
  const fold = new CodeBlockFold(pre);
  const actions = element(
    'div',
    'code-actions',
    fold.lessButton,
    wrap,
    copy,
    insert.button('cursor'),
    newFile,
    diff,
    terminal,
    more,
  );
  actions.role = 'toolbar';
  // A long answer may have many of them.
  roveFocus(actions, copy);
  pre.role = 'group';
  const header = element('div', 'code-header', language, lineCount, actions);
  pre.before(header);
  focusableWhenScrollable(pre);

  const refresh = () => {
    // The first letters of a language may be the name of another one.
    const isKnown = block.lineCount > 0 || !block.open;
    const name = isKnown ? languageName(block.language) : '';
    if (header.dataset['offset'] !== String(offset())) header.dataset['offset'] = String(offset());
    const isLong = block.lineCount > longestUnfolded;
    setText(language, name);
    setText(lineCount, isLong ? `${block.lineCount.toLocaleString('en')} lines` : '');
    setHidden(lineCount, !isLong);
    // Commands go to a terminal, other code to files; the rest is in the menu.
    const isCommands = isKnown && isShell(block.language);
    setHidden(terminal, !isCommands);
    setHidden(newFile, isCommands);
    setHidden(diff, isCommands);
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

/** The same as a row of the menu. */
function wrapItem(button: HTMLButtonElement): MenuItem {
  return { label: 'Wrap Lines', icon: 'word-wrap', checked: button.ariaPressed === 'true', run: () => button.click() };
}

function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
