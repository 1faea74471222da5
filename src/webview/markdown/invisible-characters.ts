/**
 * Characters that one does not see and that can make code look like what it is not (https://trojansource.codes):
 * controls, marks of direction and other format characters, fillers, variation selectors that are not for emoji, tags.
 * Tabs and line feeds are what they seem; a joiner within an emoji is part of a picture.
 */
const invisible = new RegExp(
  [
    String.raw`(?<!\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?)\u200D`,
    // Controls, and of format characters all but the joiner above.
    String.raw`(?![\t\n\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]`,
    // Fillers, joiners and vowels that are drawn as nothing.
    String.raw`[\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u3164\uFFA0]`,
    String.raw`[\uFE00-\uFE0D\u{E0100}-\u{E01EF}]`,
  ].join('|'),
  'gu',
);

/** Text with letters that are written from right to left. */
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

const changesDirection = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** Most lines, and they need no further look. */
const plain = /^[\t\n\x20-\x7E]*$/;

/** Whether nothing in it is invisible or written from right to left. */
export function isPlainText(text: string): boolean {
  return plain.test(text);
}

/** Whether some of it is written from right to left. */
export function hasRightToLeft(text: string): boolean {
  return rightToLeft.test(text);
}

/** The text from a position on, in pieces, in order: every invisible character is a piece of its own. */
export function splitInvisible(text: string, from = 0): { text: string; invisible: boolean }[] {
  const pieces: { text: string; invisible: boolean }[] = [];
  let end = from;
  invisible.lastIndex = from;
  for (const { 0: found, index } of text.matchAll(invisible)) {
    if (index > end) pieces.push({ text: text.slice(end, index), invisible: false });
    pieces.push({ text: found, invisible: true });
    end = index + found.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), invisible: false });
  return pieces;
}

/**
 * Shows an invisible character: `span.invisible` with its code point in `data-code-point`, for the stylesheet to show,
 * and with the character itself within, so that what is copied is what was written.
 */
export function invisibleNode(character: string): HTMLElement {
  const span = document.createElement('span');
  for (const [name, value] of Object.entries(invisibleAttributes(character))) span.setAttribute(name, value);
  span.append(character);
  return span;
}

/** The attributes of the `span` that shows an invisible character (see {@link invisibleNode}). */
export function invisibleAttributes(character: string): Record<string, string> {
  const codePoint = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const words = changesDirection.test(character)
    ? `${codePoint}, an invisible character that changes the direction of text`
    : `${codePoint}, an invisible character`;
  return { class: 'invisible', 'data-code-point': codePoint, title: words, role: 'img', 'aria-label': words };
}
