import type { AttachedImage } from '../core/conversation/conversation.ts';
import { isInsertionTarget } from '../core/insertion/insertion-target.ts';
import { isImageType, longestBase64 } from './images.ts';
import type { FromView } from './messages.ts';

/** Longest text taken from a view, in UTF-16 code units: far above what a person types or a model answers. */
const maxText = 16 * 1024 * 1024;

type Fields = Readonly<Record<string, unknown>>;

/** One reader for each message: the compiler names every one that is missing. */
const readers: { [Type in FromView['type']]: (fields: Fields) => Extract<FromView, { type: Type }> | undefined } = {
  ready: () => ({ type: 'ready' }),
  resync: () => ({ type: 'resync' }),
  painted: ({ seq }) => (isIndex(seq) ? { type: 'painted', seq } : undefined),
  draft: ({ text }) => (isText(text) ? { type: 'draft', text } : undefined),
  send: ({ text }) => (isText(text) ? { type: 'send', text } : undefined),
  stop: () => ({ type: 'stop' }),
  retryNow: () => ({ type: 'retryNow' }),
  selectModel: () => ({ type: 'selectModel' }),
  setApiKey: () => ({ type: 'setApiKey' }),
  openSettings: () => ({ type: 'openSettings' }),
  newChat: ({ answerId }) => (isText(answerId) ? { type: 'newChat', answerId } : undefined),
  useDemo: () => ({ type: 'useDemo' }),
  attach: () => ({ type: 'attach' }),
  removeAttachment: ({ id }) => (isIndex(id) ? { type: 'removeAttachment', id } : undefined),
  openAttachment: ({ id }) => (isIndex(id) ? { type: 'openAttachment', id } : undefined),
  openAskedAttachment: ({ questionId, index }) =>
    isText(questionId) && isIndex(index) ? { type: 'openAskedAttachment', questionId, index } : undefined,
  attachImage: ({ image }) => (isImage(image) ? { type: 'attachImage', image: pickImageFields(image) } : undefined),
  copy: ({ text }) => (isText(text) ? { type: 'copy', text } : undefined),
  insert: ({ answerId, target, offset, text }) => {
    if (!isText(answerId) || !isInsertionTarget(target)) return undefined;
    const message: Extract<FromView, { type: 'insert' }> = { type: 'insert', answerId, target };
    if (offset !== undefined) {
      if (!isIndex(offset)) return undefined;
      message.offset = offset;
    }
    if (text !== undefined) {
      if (!isText(text)) return undefined;
      message.text = text;
    }
    return message;
  },
  regenerate: ({ answerId }) => (isText(answerId) ? { type: 'regenerate', answerId } : undefined),
  askWithout: ({ answerId }) => (isText(answerId) ? { type: 'askWithout', answerId } : undefined),
  checkConnection: ({ answerId }) => (isText(answerId) ? { type: 'checkConnection', answerId } : undefined),
  continue: ({ answerId }) => (isText(answerId) ? { type: 'continue', answerId } : undefined),
  edit: ({ questionId, text }) => (isText(questionId) && isText(text) ? { type: 'edit', questionId, text } : undefined),
  choose: ({ messageId }) => (isText(messageId) ? { type: 'choose', messageId } : undefined),
  openLink: ({ href }) => (isText(href) ? { type: 'openLink', href } : undefined),
};

/**
 * Checks a message from a webview, which shows hostile text and is not trusted.
 *
 * @returns the message with just the fields it should have, or undefined when it is not one
 */
export function parseFromView(value: unknown): FromView | undefined {
  if (!isFields(value)) return undefined;
  const type = value['type'];
  if (typeof type !== 'string' || !isMessageType(type)) return undefined;
  return readers[type](value);
}

function isMessageType(type: string): type is FromView['type'] {
  return Object.hasOwn(readers, type);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= maxText;
}

function isImage(value: unknown): value is AttachedImage {
  if (!isFields(value)) return false;
  const { label, mimeType, base64 } = value;
  return (
    isText(label) &&
    typeof mimeType === 'string' &&
    isImageType(mimeType) &&
    typeof base64 === 'string' &&
    base64.length <= longestBase64 &&
    /^[A-Za-z0-9+/]*={0,2}$/.test(base64)
  );
}

function pickImageFields({ label, mimeType, base64 }: AttachedImage): AttachedImage {
  return { label, mimeType, base64 };
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
