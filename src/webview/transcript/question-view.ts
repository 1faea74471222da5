import { render } from 'lit';
import type { AttachedImage, Message, Question } from '../../core/conversation/conversation.ts';
import { isImageType } from '../../protocol/images.ts';
import { attachmentChip } from '../attachments/attachment-chip.ts';
import { confirmOn, element, iconButton, isComposing, textButton } from '../dom.ts';
import { instructionNote } from './instruction-note.ts';
import type { MessageView } from './message-view.ts';
import { SiblingNav } from './sibling-nav.ts';
import type { TranscriptContext } from './transcript-context.ts';

/** A question: a tinted bubble, which turns into an editor to ask it again in other words. */
export class QuestionView implements MessageView {
  readonly element = element('article', 'message question');
  readonly siblings: SiblingNav;
  readonly #question: Question;
  readonly #context: TranscriptContext;
  readonly #bubble: HTMLElement;
  readonly #edit: HTMLButtonElement;
  #editor: HTMLElement | undefined;

  constructor(question: Question, context: TranscriptContext) {
    this.#question = question;
    this.#context = context;
    this.siblings = new SiblingNav('Question', messageId => context.post({ type: 'choose', messageId }));
    this.element.dataset['role'] = 'user';
    this.element.dataset['messageId'] = question.id;
    this.element.dataset['state'] = 'finished';
    this.element.ariaLabel = 'You';

    this.#bubble = element('div', 'bubble', question.text);
    this.#bubble.dir = 'auto';
    this.#edit = iconButton('edit', 'Edit', () => this.#startEditing());
    const copy = iconButton('copy', 'Copy', () => {
      context.post({ type: 'copy', text: question.text });
      context.announce('Copied');
      confirmOn(copy);
    });
    const actions = element('div', 'actions', this.#edit, copy);
    actions.role = 'group';
    actions.ariaLabel = 'Question actions';
    if (question.images) this.element.append(imageStrip(question.images));
    this.element.append(this.#bubble);
    const footer = element('div', 'question-footer', this.siblings.element, actions);
    if (question.attachments.length > 0) footer.append(attachmentList(question, context));
    this.element.append(footer);
    if (question.instruction !== undefined) this.element.append(instructionNote(question.instruction));
  }

  fill(): void {
    // A question is small, and whole from the beginning.
  }

  drawNext(): boolean {
    return false;
  }

  adopt(message: Message): boolean {
    return message.role === 'user' && message.text === this.#question.text;
  }

  dispose(): void {
    this.#editor?.remove();
  }

  #startEditing(): void {
    if (this.#editor) return;
    const input = element('textarea', 'edit-input');
    input.ariaLabel = 'Edit question';
    input.value = this.#question.text;
    input.rows = 1;
    input.dir = 'auto';
    const save = textButton('Save & Send', 'primary', () => this.#save(input.value));
    const cancel = textButton('Cancel', '', () => this.#stopEditing());
    const editor = element('div', 'editor', input, element('div', 'editor-buttons', cancel, save));
    const enable = () => {
      save.disabled = input.value.trim() === '';
    };
    input.addEventListener('input', enable);
    enable();
    editor.addEventListener('keydown', event => {
      if (isComposing(event)) return;
      if (event.key === 'Escape') {
        event.preventDefault();
        this.#stopEditing();
      } else if (event.key === 'Enter' && !event.shiftKey && event.target === input) {
        event.preventDefault();
        this.#save(input.value);
      }
    });
    this.#editor = editor;
    this.#bubble.replaceWith(editor);
    this.element.classList.add('editing');
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
  }

  #save(text: string): void {
    if (text.trim() === '') return;
    this.#stopEditing();
    this.#context.post({ type: 'edit', questionId: this.#question.id, text: text.trimEnd() });
  }

  #stopEditing(): void {
    this.#editor?.replaceWith(this.#bubble);
    this.#editor = undefined;
    this.element.classList.remove('editing');
    this.#edit.focus({ preventScroll: true });
  }
}

function imageStrip(images: readonly AttachedImage[]): HTMLElement {
  const shown = images.map(({ label, mimeType, base64 }) => {
    const image = element('img', 'question-image');
    image.src = `data:${isImageType(mimeType) ? mimeType : 'image/png'};base64,${base64}`;
    image.alt = label;
    image.title = label;
    return image;
  });
  return element('div', 'question-images', ...shown);
}

function attachmentList({ id, attachments }: Question, context: TranscriptContext): HTMLElement {
  const list = element('ul', 'attachments');
  list.ariaLabel = 'Attachments';
  for (const [index, attachment] of attachments.entries()) {
    const item = element('li');
    const open = () => context.post({ type: 'openAskedAttachment', questionId: id, index });
    render(attachmentChip(attachment, { open }), item);
    list.append(item);
  }
  return list;
}
