import { styleAttribute, styleAttributeAside } from './style-attribute.ts';

/** The part of https://www.w3.org/TR/trusted-types/ used here. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(text: string): string }): { createHTML(text: string): string };
}

allowOwnMarkup(document.currentScript?.nonce ?? '');
refusePictures();

/**
 * Lets mermaid make markup and styles in this frame, whose policy is that of the page: its styles get the frame's nonce,
 * its `style` attributes are set as properties, and its markup becomes trusted. All this reaches no further than the
 * frame, which has an origin of its own and cannot load anything.
 */
function allowOwnMarkup(nonce: string): void {
  allowStyles(nonce);
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return;
  const policy = trustedTypes.createPolicy('runnel-diagram', { createHTML: text => text });
  // The sanitizer inside mermaid would try to make a policy of its own.
  Object.defineProperty(globalThis, 'trustedTypes', { value: undefined });
  allowMarkup(text => (typeof text === 'string' ? policy.createHTML(text) : text));
}

/** A node may be a picture by its address. The policy would stop it from being loaded; it is not even tried. */
function refusePictures(): void {
  const src = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src');
  Object.defineProperty(HTMLImageElement.prototype, 'src', {
    ...src,
    set(this: HTMLImageElement, address: string) {
      if (!/^data:/i.test(address)) throw new Error('It has a picture from elsewhere.');
      src?.set?.call(this, address);
    },
  });
}

function allowStyles(nonce: string): void {
  const { createElement, createElementNS } = Document.prototype;
  const named = <T extends Element>(element: T): T => {
    if (element instanceof HTMLStyleElement || element instanceof SVGStyleElement) element.setAttribute('nonce', nonce);
    return element;
  };
  replace(Document.prototype, 'createElement', function (this: Document, ...values: [string]) {
    return named(createElement.apply(this, values));
  });
  replace(Document.prototype, 'createElementNS', function (this: Document, ...values: [string, string]) {
    return named(createElementNS.apply(this, values));
  });

  const { setAttribute } = Element.prototype;
  replace(Element.prototype, 'setAttribute', function (this: Element, name: string, value: string) {
    const isStyle = name === 'style' && (this instanceof HTMLElement || this instanceof SVGElement);
    if (isStyle) this.style.cssText = value;
    else setAttribute.call(this, name, value);
  });
}

function allowMarkup(trust: (text: unknown) => unknown): void {
  const innerHTML = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML');
  Object.defineProperty(Element.prototype, 'innerHTML', {
    ...innerHTML,
    set(this: Element, text: unknown) {
      innerHTML?.set?.call(this, trust(text));
    },
  });
  const { parseFromString } = DOMParser.prototype;
  replace(DOMParser.prototype, 'parseFromString', function (this: DOMParser, ...[text, type]: unknown[]) {
    return Reflect.apply(parseFromString, this, [
      trust(String(text).replaceAll(styleAttribute, styleAttributeAside)),
      type,
    ]);
  });
  const { insertAdjacentHTML } = Element.prototype;
  replace(Element.prototype, 'insertAdjacentHTML', function (this: Element, ...[place, text]: unknown[]) {
    return Reflect.apply(insertAdjacentHTML, this, [place, trust(text)]);
  });
}

function replace(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}
