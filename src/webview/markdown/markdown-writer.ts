import { depthOf } from './block.ts';
import { BlockParser } from './block-parser.ts';
import { createView } from './block-view.ts';
import { views } from './child-views.ts';
import { ContainerView } from './container-view.ts';
import { isFootnoteKey } from './footnote-label.ts';
import { Footnotes } from './footnotes.ts';
import { isHeld } from './hold.ts';
import { InlineParser } from './inline-parser.ts';
import { LineSplitter } from './lines.ts';
import { markKey, numberInKey } from './mark-key.ts';
import { MarkPlaces } from './mark-places.ts';
import { isSameReference, type Reference } from './reference-map.ts';
import type { ReferenceUser, RenderContext } from './render-context.ts';
import type { MarkdownOptions, MarkdownWriter } from './sink.ts';

/** Settings that only tests need. */
export interface WriterInternals {
  readonly inline?: InlineParser;
  /** Whether open leaves are healed and marker-only lines held back; true by default. */
  readonly healing?: boolean;
}

/**
 * Shows markdown inside `container` as it arrives: CommonMark 0.31 and the extensions of GitHub (tables, task lists,
 * strikethrough, bare addresses), raw HTML as text. Makes elements only by `createElement`, so that nothing in the text
 * can become anything else.
 */
export function createMarkdownWriter(
  container: HTMLElement,
  options: MarkdownOptions = {},
  { inline = new InlineParser(), healing = true }: WriterInternals = {},
): MarkdownWriter {
  const lines = new LineSplitter();
  const parser = new BlockParser(options.math !== undefined);
  const { tree } = parser;
  const users = new Map<string, Set<ReferenceUser>>();
  const footnotes = new Footnotes(container, key => tree.references.get(key) !== undefined, healing);
  const marks = new MarkPlaces();
  const reference = (label: string): Reference | undefined => {
    if (isFootnoteKey(label)) return footnotes.reference(label);
    const number = numberInKey(label);
    if (number === undefined) return tree.references.get(label);
    const id = marks.idOf(number);
    return id === undefined ? undefined : { href: '', title: String(id) };
  };
  const context: RenderContext = {
    options,
    inline,
    healing,
    users,
    footnotes,
    marks,
    reference,
  };
  views.set(tree.root, new ContainerView('div', container, context, createView));
  let ended = false;

  function render(): void {
    // Outermost first: a block that was taken back must hand its view on before it can show that it is empty.
    for (const block of [...tree.dirty].sort((a, b) => depthOf(a) - depthOf(b))) views.get(block)?.update(block);
    tree.dirty.clear();
    for (const label of tree.references.changed) refreshUsers(label);
    tree.references.changed.clear();
  }

  function refreshUsers(label: string): void {
    for (const user of [...(users.get(label) ?? [])]) {
      if (!isSameReference(user.found.get(label), reference(label))) user.refresh();
    }
  }

  return {
    write(text) {
      if (ended) throw new Error('This markdown has ended: nothing can be written to it any more.');
      parser.rollback();
      for (const line of lines.push(text)) {
        if (options.mark) marks.line(line);
        parser.commit(line);
      }
      const partial = lines.partial();
      if (partial && options.mark) marks.line(partial);
      if (partial && !(healing && isHeld(partial.text, tree.tip))) parser.speculate(partial);
      render();
    },
    end() {
      if (ended) return;
      ended = true;
      parser.rollback();
      const partial = lines.partial();
      if (partial) parser.commit(partial);
      parser.end();
      render();
      footnotes.finish(refreshUsers);
    },
    mark(offset, id) {
      if (!options.mark || !marks.add(offset, id)) return;
      const leaf = marks.leafAt(tree.root, offset);
      if (leaf) views.get(leaf)?.update(leaf);
    },
    markNumber(number, id) {
      if (options.mark && marks.addNumber(number, id)) refreshUsers(markKey(number));
    },
  };
}
