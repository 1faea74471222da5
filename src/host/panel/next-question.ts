import type { AttachedImage, Attachment } from '../../core/conversation/conversation.ts';
import type { NextAttachment, NextImage } from '../../protocol/messages.ts';
import { maxAttachedLength, maxAttachments, noRoomMessage } from '../attachments/attachment-limits.ts';
import { SourceWatch } from '../attachments/source-watch.ts';
import { attachmentChip } from './attachment-chip.ts';

/** Which of what goes with the next question has changed. */
export type Changed = 'attachments' | 'images';

/**
 * What goes with the next question of a chat. Each attachment is the text of the moment at which it was attached: what is
 * sent is what the user looked at, and not what somebody made of the file since. Where the two differ, the chip says so.
 */
export class NextQuestion {
  readonly #changed: (what: Changed) => void;
  readonly #watch: SourceWatch;
  #attachments: readonly Attachment[] = [];
  #images: readonly AttachedImage[] = [];
  /** What the view calls them by: when it says so, what it saw may have moved to another place. */
  readonly #ids = new WeakMap<Attachment | AttachedImage, number>();
  #lastId = 0;

  constructor(changed: (what: Changed) => void) {
    this.#changed = changed;
    this.#watch = new SourceWatch(() => this.#changed('attachments'));
  }

  get attachments(): readonly Attachment[] {
    return this.#attachments;
  }

  get images(): readonly AttachedImage[] {
    return this.#images;
  }

  /** The attachments as a view shows them. */
  get chips(): NextAttachment[] {
    return this.#attachments.map(attachment => ({
      ...attachmentChip(attachment),
      id: this.#idOf(attachment),
      ...(this.hasChanged(attachment) && { changed: true }),
    }));
  }

  /** The images as a view shows them. */
  get tiles(): NextImage[] {
    return this.#images.map(image => ({ ...image, id: this.#idOf(image) }));
  }

  /** The attachment that a view calls by this id, if it is still there. */
  attachment(id: number): Attachment | undefined {
    return this.#attachments.find(attachment => this.#idOf(attachment) === id);
  }

  /** Whether the text of an attachment is no longer found where it was taken from. */
  hasChanged(attachment: Attachment): boolean {
    return this.#watch.hasChanged(attachment);
  }

  /**
   * Puts texts beside the question. What is there already is not put there twice; the same place with another text takes
   * the place of one that has changed since.
   *
   * @param asked what went with the questions before: two sources must not have the same name
   * @returns a sentence for each reason why something was not attached
   */
  attach(attachments: readonly Attachment[], asked: readonly Attachment[] = []): string[] {
    const problems = new Set<string>();
    for (const attachment of attachments) {
      const problem = this.#attachOne(attachment, asked);
      if (problem !== undefined) problems.add(problem);
    }
    this.#watch.follow(this.#attachments);
    this.#changed('attachments');
    return [...problems];
  }

  /** Puts back what a window has remembered. Much may have happened to the sources since. */
  restore(attachments: readonly Attachment[]): void {
    if (attachments.length === 0) return;
    this.#attachments = attachments;
    this.#watch.follow(attachments);
    this.#watch.lookAgain();
    this.#changed('attachments');
  }

  attachImages(images: readonly AttachedImage[]): void {
    if (images.length === 0) return;
    this.#images = [...this.#images, ...images];
    this.#changed('images');
  }

  /** Takes away the attachment or the image that a view calls by this id, if it is still there. */
  remove(id: number): void {
    const isOther = (one: Attachment | AttachedImage) => this.#idOf(one) !== id;
    if (!this.#images.every(isOther)) {
      this.#images = this.#images.filter(isOther);
      this.#changed('images');
    }
    if (!this.#attachments.every(isOther)) {
      this.#attachments = this.#attachments.filter(isOther);
      this.#watch.follow(this.#attachments);
      this.#changed('attachments');
    }
  }

  /** Puts what a source is now in place of what it was. */
  replace(old: Attachment, attachment: Attachment): void {
    this.#attachments = this.#attachments.map(other => (other === old ? { ...attachment, label: old.label } : other));
    this.#watch.follow(this.#attachments);
    this.#changed('attachments');
  }

  /** Everything, which is then no longer beside the next question. */
  take(): { attachments: readonly Attachment[]; images: readonly AttachedImage[] } {
    const taken = { attachments: this.#attachments, images: this.#images };
    this.#attachments = [];
    this.#images = [];
    this.#watch.follow([]);
    this.#changed('attachments');
    if (taken.images.length > 0) this.#changed('images');
    return taken;
  }

  dispose(): void {
    this.#watch.dispose();
  }

  #idOf(one: Attachment | AttachedImage): number {
    const known = this.#ids.get(one);
    if (known !== undefined) return known;
    this.#lastId++;
    this.#ids.set(one, this.#lastId);
    return this.#lastId;
  }

  #attachOne(attachment: Attachment, asked: readonly Attachment[]): string | undefined {
    const same = this.#attachments.filter(other => isSamePlace(other, attachment));
    if (same.some(({ text }) => text === attachment.text)) return undefined;
    const old = same.find(other => this.hasChanged(other));
    const others = this.#attachments.filter(other => other !== old);
    if (others.length >= maxAttachments)
      return `At most ${maxAttachments} attachments can go with one question. Remove one, and attach again.`;
    const length = others.reduce((sum, { text }) => sum + text.length, attachment.text.length);
    if (length > maxAttachedLength) return noRoomMessage(attachment.label, length);
    const label = distinctLabel(attachment, [...asked, ...others]);
    const labelled = { ...attachment, label };
    this.#attachments = old
      ? this.#attachments.map(other => (other === old ? labelled : other))
      : [...others, labelled];
    return undefined;
  }
}

function isSamePlace(one: Attachment, other: Attachment): boolean {
  return one.uri === other.uri && one.startLine === other.startLine && one.endLine === other.endLine;
}

/** Two files of one name, outside the workspace, are told apart by numbers: their folders may tell who the user is. */
function distinctLabel({ label, uri }: Attachment, others: readonly Attachment[]): string {
  if (uri === undefined) return label;
  const isNumbered = (other: Attachment) => other.label === label || other.label.replace(/ \(\d+\)$/, '') === label;
  const named = others.filter(isNumbered);
  const known = named.find(other => other.uri === uri);
  if (known) return known.label;
  const taken = new Set(named.map(other => other.label));
  let distinct = label;
  for (let number = 2; taken.has(distinct); number++) distinct = `${label} (${number})`;
  return distinct;
}
