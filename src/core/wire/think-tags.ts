import type { StreamItem, TextDelta } from '../delta.ts';

/**
 * How a model that has no field for its reasoning puts it into the text: `tagged`, between `<think>` and `</think>` at the
 * beginning; `open`, the same without the opening tag, which the model's template has said already.
 */
export type ThinkTags = 'tagged' | 'open';

/** Some models' own words for the same. */
const tagNames = ['think', 'thinking', 'thought', 'reasoning'];
const openingTags = tagNames.map(name => `<${name}>`);
const closingTags = tagNames.map(name => `</${name}>`);
const openingTag = new RegExp(`^<(${tagNames.join('|')})>`, 'i');

const maxTagLength = Math.max(...closingTags.map(tag => tag.length));

/** More white space than this, in UTF-16 code units, is not waited with for a tag. */
const maxBlankLength = 1000;

/**
 * Takes the reasoning out of the text of one answer.
 *
 * Tags count at the beginning of the text only, after white space at most: an answer may well speak of `<think>`. White
 * space that follows the closing tag goes with it, and so does reasoning that is nothing but white space. No more is ever
 * held back than what may yet become a tag, and it is put out before whatever else follows.
 *
 * Where the tag is `open`, all text is reasoning until the closing tag. If an answer ends in order, with `stop`, without
 * any, then the model has not thought: what it said is put out once more as text, so that the answer is not lost among
 * the thoughts. If it ends otherwise, it was still thinking.
 *
 * A server that has its own field for reasoning, and uses it, has taken the tags out already: its text is left alone.
 */
export class ThinkTagSplitter {
  readonly #kind: ThinkTags;
  /** `gap` is between the closing tag and the answer. */
  #state: 'before' | 'inside' | 'gap' | 'answer' = 'before';
  /** What may be the beginning of a tag. */
  #held = '';
  /** The tags that end the reasoning. */
  #closing: readonly string[] = closingTags;
  /** Blank reasoning that waits for more. */
  #blank = '';
  #hasReasoning = false;
  /** All that was taken for reasoning although no tag began it. */
  #untagged: string[] = [];
  /** Whether the next piece put out is to be a paragraph of its own. */
  #startsParagraph: true | undefined;

  constructor(kind: ThinkTags) {
    this.#kind = kind;
  }

  /** What comes of the next items of the answer. */
  split(items: readonly StreamItem[]): StreamItem[] {
    return items.flatMap(item => this.#take(item));
  }

  #take(item: StreamItem): StreamItem[] {
    switch (item.type) {
      case 'text-delta':
        return this.#state === 'answer' ? [item] : this.#takeText(item);
      // These have no place among the text; servers send them with each piece of it.
      case 'response-start':
      case 'usage':
      case 'citation':
        return [item];
      case 'finish':
        return [...this.#flush(), ...this.#answerWithoutTag(item.reason === 'stop'), item];
      case 'reasoning-delta': {
        const held = this.#flush();
        if (this.#state === 'before' && item.text !== '') this.#state = 'answer';
        return [...held, item];
      }
      default:
        return [...this.#flush(), item];
    }
  }

  #takeText({ text, startsParagraph }: TextDelta): StreamItem[] {
    // A tag does not go on in another paragraph.
    const items = startsParagraph ? this.#flush() : [];
    this.#startsParagraph ||= startsParagraph;
    let rest: string | undefined = this.#held + text;
    this.#held = '';
    while (rest !== undefined && rest !== '') rest = this.#step(rest, items);
    return items;
  }

  /** Takes what it can of a text, and returns what is to be looked at in the next state. */
  #step(text: string, items: StreamItem[]): string | undefined {
    switch (this.#state) {
      case 'before':
        return this.#findOpening(text);
      case 'inside':
        return this.#findClosing(text, items);
      case 'gap': {
        const rest = text.trimStart();
        if (rest !== '') this.#state = 'answer';
        return rest;
      }
      case 'answer':
        this.#put('text-delta', text, items);
        return undefined;
    }
  }

  #findOpening(text: string): string | undefined {
    const start = text.trimStart();
    const match = openingTag.exec(start);
    if (match?.[1] !== undefined) {
      this.#closing = [`</${match[1].toLowerCase()}>`];
      this.#state = 'inside';
      return start.slice(match[0].length);
    }
    if (text.length < maxBlankLength && isBeginningOf(start, openingTags)) {
      this.#held = text;
      return undefined;
    }
    this.#state = this.#kind === 'open' ? 'inside' : 'answer';
    return text;
  }

  #findClosing(text: string, items: StreamItem[]): string | undefined {
    for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
      const tag = text.slice(at, at + maxTagLength).toLowerCase();
      const closing = this.#closing.find(candidate => tag.startsWith(candidate));
      if (closing !== undefined) {
        this.#putReasoning(text.slice(0, at), items);
        this.#blank = '';
        this.#untagged = [];
        this.#state = 'gap';
        return text.slice(at + closing.length);
      }
      if (at + tag.length === text.length && isBeginningOf(tag, this.#closing)) {
        this.#putReasoning(text.slice(0, at), items);
        this.#held = text.slice(at);
        return undefined;
      }
    }
    this.#putReasoning(text, items);
    return undefined;
  }

  #putReasoning(text: string, items: StreamItem[]): void {
    if (this.#kind === 'open' && this.#closing === closingTags) this.#untagged.push(text);
    const reasoning = this.#blank + text;
    if (reasoning.trimStart() === '' && reasoning.length < maxBlankLength && !this.#hasReasoning) {
      this.#blank = reasoning;
      return;
    }
    this.#blank = '';
    this.#hasReasoning = true;
    this.#put('reasoning-delta', reasoning, items);
  }

  #put(type: 'text-delta' | 'reasoning-delta', text: string, items: StreamItem[]): void {
    if (text === '') return;
    items.push({ type, text, ...(this.#startsParagraph && { startsParagraph: true }) });
    this.#startsParagraph = undefined;
  }

  /** Puts out what is held back: it has not become a tag. */
  #flush(): StreamItem[] {
    const held = this.#held;
    if (held === '') return [];
    this.#held = '';
    const items: StreamItem[] = [];
    if (this.#state === 'before') this.#state = this.#kind === 'open' ? 'inside' : 'answer';
    if (this.#state === 'inside') this.#putReasoning(held, items);
    else this.#put('text-delta', held, items);
    return items;
  }

  #answerWithoutTag(endsInOrder: boolean): StreamItem[] {
    const text = this.#untagged.join('');
    return endsInOrder && this.#state === 'inside' && text.trim() !== '' ? [{ type: 'text-delta', text }] : [];
  }
}

function isBeginningOf(text: string, tags: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return tags.some(tag => tag.startsWith(lower));
}
