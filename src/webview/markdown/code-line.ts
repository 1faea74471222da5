import type { CodeToken } from './code-highlighter.ts';
import { hasRightToLeft, invisibleNode, isPlainText, splitInvisible } from './invisible-characters.ts';
import { keepSelection } from './keep-selection.ts';

/** A piece of a line with the same classes throughout, or an invisible character. */
interface Run {
  text: string;
  classes: string;
  invisible: boolean;
}

/** Makes the element of a line, `span.code-line`, which keeps to itself for as long as the line is shown. */
export function createLine(): HTMLElement {
  const line = document.createElement('span');
  line.className = 'code-line';
  return line;
}

/**
 * Makes the element of a line show it, its line feed included; nodes that are right already are kept.
 *
 * @param tokens the tokens of `text`; none for plain text
 */
export function showLine(line: HTMLElement, text: string, tokens: readonly CodeToken[] = []): void {
  const isPlain = isPlainText(text);
  const rtl = !isPlain && hasRightToLeft(text);
  if (line.classList.contains('bidi') !== rtl) line.classList.toggle('bidi', rtl);
  const runs = runsOf(text, tokens, isPlain);
  let node = line.firstChild;
  let index = 0;
  for (; node; node = node.nextSibling, index++) {
    const run = runs[index];
    if (!run || !takeOver(node, run)) break;
  }
  if (index === runs.length && !node) return;
  keepSelection(line, () => {
    while (line.childNodes.length > index) line.lastChild?.remove();
    appendRuns(line, runs.slice(index));
  });
}

/**
 * Makes the element of a line that has grown show all of it, the new part plain; what was there stays as it is.
 *
 * @param shown how much of `text` the element shows already, in UTF-16 code units
 */
export function extendLine(line: HTMLElement, text: string, shown: number): void {
  const more = text.slice(shown);
  const last = line.lastChild;
  if (isPlainText(text)) {
    if (last instanceof Text) last.appendData(more);
    else line.append(more);
  } else if (last instanceof HTMLElement && !isInvisibleNode(last)) {
    showLine(line, text);
  } else {
    // What was the end, such as half of a surrogate pair, may look different now; what is before it does not.
    const start = last instanceof Text ? shown - last.length : shown;
    if (hasRightToLeft(text.slice(start))) line.classList.add('bidi');
    const runs = splitInvisible(text, start).map(piece => ({ ...piece, classes: '' }));
    const isTaken = last instanceof Text && runs[0] !== undefined && takeOver(last, runs[0]);
    if (isTaken) appendRuns(line, runs.slice(1));
    else {
      keepSelection(line, () => {
        if (last instanceof Text) last.remove();
        appendRuns(line, runs);
      });
    }
  }
}

function runsOf(text: string, tokens: readonly CodeToken[], isPlain: boolean): Run[] {
  const runs: Run[] = [];
  const add = (piece: string, classes: string, invisible: boolean) => {
    const last = runs.at(-1);
    if (!invisible && last && !last.invisible && last.classes === classes) last.text += piece;
    else runs.push({ text: piece, classes, invisible });
  };
  const addToken = (piece: string, classes: string) => {
    if (piece === '') return;
    if (isPlain) add(piece, classes, false);
    else for (const part of splitInvisible(piece)) add(part.text, part.invisible ? '' : classes, part.invisible);
  };
  let start = 0;
  for (const { end, classes } of tokens) {
    addToken(text.slice(start, end), classes);
    start = end;
  }
  addToken(text.slice(start), '');
  return runs;
}

function isInvisibleNode({ dataset }: HTMLElement): boolean {
  return dataset['codePoint'] !== undefined;
}

/** Makes a node show the run if no more than its classes or its end have to change. */
function takeOver(node: ChildNode, { text, classes, invisible }: Run): boolean {
  const isInvisible = node instanceof HTMLElement && isInvisibleNode(node);
  if (invisible || isInvisible) return invisible && isInvisible && node.textContent === text;
  const content = node instanceof HTMLElement ? node.firstChild : node;
  if (!(content instanceof Text) || !text.startsWith(content.data)) return false;
  if (node instanceof HTMLElement !== (classes !== '')) return false;
  if (content.data.length < text.length) content.appendData(text.slice(content.data.length));
  if (node instanceof HTMLElement && node.className !== classes) node.className = classes;
  return true;
}

/** One by one: a call cannot take as many arguments as a line may have invisible characters. */
function appendRuns(line: HTMLElement, runs: readonly Run[]): void {
  for (const run of runs) line.append(createNode(run));
}

function createNode({ text, classes, invisible }: Run): Node {
  if (invisible) return invisibleNode(text);
  if (classes === '') return document.createTextNode(text);
  const span = document.createElement('span');
  span.className = classes;
  span.append(text);
  return span;
}
