import type { Delta } from '../../delta.ts';
import type { JsonObject } from '../json.ts';
import { textsOf } from './item-texts.ts';
import { type OutputItem, receivedOf, type TextKind } from './output-items.ts';
import { ReceivedText } from './received-text.ts';

/** Reads the texts of one answer: of its messages, its refusals and its reasoning. */
export class TextReader {
  /** All there is of a kind, in whichever item. */
  readonly #total: Readonly<Record<TextKind, ReceivedText>> = {
    text: new ReceivedText(),
    refusal: new ReceivedText(),
    summary: new ReceivedText(),
    reasoning: new ReceivedText(),
  };

  /** The item whose text came last. */
  #last: OutputItem | undefined;

  /** How long the text is of the item whose text came last, in UTF-16 code units. */
  get lastLength(): number {
    return this.#last?.received.text?.length ?? 0;
  }

  /** Whether no other item's text has come since this one's. */
  isLast(item: OutputItem): boolean {
    return item === this.#last;
  }

  /** How much text has come since this part of it began, in UTF-16 code units; undefined if other text has come, too. */
  lengthSince(item: OutputItem, part: number): number | undefined {
    return item === this.#last ? item.received.text?.lengthSince(part) : undefined;
  }

  get hasText(): boolean {
    return this.#total.text.length > 0;
  }

  get hasRefusal(): boolean {
    return this.#total.refusal.length > 0;
  }

  get hasReasoning(): boolean {
    return this.#total.summary.length > 0 || this.#total.reasoning.length > 0;
  }

  /**
   * Takes a piece of a text that is not empty.
   *
   * @param part undefined for more of the part that is coming
   */
  piece(item: OutputItem, kind: TextKind, part: number | undefined, text: string): Delta {
    const received = receivedOf(item, kind);
    const isFirstOfItem = received.length === 0;
    const isFirstOfPart = part !== undefined && received.enterPart(part);
    // The parts of a summary are paragraphs, those of any other text go on.
    const isApart = isFirstOfItem || (isFirstOfPart && kind === 'summary');
    const delta = toDelta(kind, text, isApart && this.#hasBefore(kind));
    received.add(text);
    if (kind === 'text') this.#last = item;
    this.#total[kind].add(text);
    return delta;
  }

  /** Takes the whole text of a part. */
  part(item: OutputItem, kind: TextKind, part: number, whole: string): Delta[] {
    const rest = receivedOf(item, kind).restOfPart(part, whole);
    return rest === '' ? [] : [this.piece(item, kind, part, rest)];
  }

  /** Takes the texts of a finished message. */
  message(item: OutputItem, wire: JsonObject): Delta[] {
    return [...this.#whole(item, 'text', wire), ...this.#whole(item, 'refusal', wire)];
  }

  /** Takes the texts of finished reasoning; what came as one kind is not taken once more as the other. */
  reasoning(item: OutputItem, wire: JsonObject): Delta[] {
    const { summary, reasoning } = item.received;
    if (summary || reasoning) {
      return [
        ...(summary ? this.#whole(item, 'summary', wire) : []),
        ...(reasoning ? this.#whole(item, 'reasoning', wire) : []),
      ];
    }
    const summaries = textsOf(wire, 'summary');
    if (summaries.length === 0) return this.#whole(item, 'reasoning', wire);
    return summaries.map((text, part) => this.piece(item, 'summary', part, text));
  }

  /** What is missing of the answer's text. */
  restOf(items: readonly JsonObject[]): Delta[] {
    const rest = this.#total.text.restOf(items.flatMap(item => textsOf(item, 'text')).join(''));
    return rest === '' ? [] : [toDelta('text', rest, false)];
  }

  #whole(item: OutputItem, kind: TextKind, wire: JsonObject): Delta[] {
    const rest = receivedOf(item, kind).restOf(textsOf(wire, kind).join(''));
    return rest === '' ? [] : [this.piece(item, kind, undefined, rest)];
  }

  #hasBefore(kind: TextKind): boolean {
    return kind === 'text' || kind === 'refusal' ? this.#total[kind].length > 0 : this.hasReasoning;
  }
}

function toDelta(kind: TextKind, text: string, startsParagraph: boolean): Delta {
  if (kind === 'refusal') return { type: 'refusal-delta', text };
  const type = kind === 'text' ? 'text-delta' : 'reasoning-delta';
  return startsParagraph ? { type, text, startsParagraph } : { type, text };
}
