/** The elements that the renderer makes, and what may stand on them besides a class. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'title'],
  blockquote: [],
  br: [],
  button: ['type', 'data-footnote', 'aria-label', 'disabled', 'title'],
  code: [],
  del: [],
  div: ['role', 'aria-label', 'tabindex'],
  em: [],
  h1: [],
  h2: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  hr: [],
  input: ['type', 'disabled', 'checked'],
  li: [],
  ol: ['start', 'data-digits'],
  p: [],
  pre: ['data-language'],
  span: ['title', 'data-source', 'data-code-point', 'role', 'aria-label', 'aria-hidden'],
  strong: [],
  sup: ['data-mark'],
  table: ['style'],
  tbody: [],
  td: ['data-align', 'data-length'],
  th: ['data-align', 'data-length', 'scope'],
  thead: [],
  tr: [],
  ul: [],
};

/** The same for what KaTeX makes, within `.katex`. */
const allowedInFormulas: Readonly<Record<string, readonly string[]>> = {
  span: ['style', 'aria-hidden', 'title'],
  svg: ['xmlns', 'width', 'height', 'viewBox', 'preserveAspectRatio', 'style'],
  path: ['d'],
  line: ['x1', 'x2', 'y1', 'y2', 'stroke-width'],
  math: ['xmlns', 'display'],
  annotation: ['encoding'],
  semantics: [],
};

/** Presentation attributes of MathML, none of which loads, links or runs. */
const presentation = new Set(
  (
    'accent accentunder align columnalign columnlines columnspacing depth display displaystyle encoding fence form ' +
    'height href-none linebreak linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize ' +
    'movablelimits notation rowlines rowspacing rspace scriptlevel separator side stretchy symmetric voffset width ' +
    'stretchy style'
  ).split(' '),
);

const mathml =
  /^m(?:row|i|n|o|s|text|space|sup|sub|subsup|over|under|underover|frac|sqrt|root|table|tr|td|style|padded|phantom|enclose|error|multiscripts|glyphless|labeledtr)$/;

const inStyle = /url\s*\(|expression|@import|javascript:|behavior|-moz-binding|position:\s*fixed|src\s*\(/i;

/** What nothing in an answer may be, in words; empty when all is well. */
export function inspect(root: Element): string[] {
  const found: string[] = [];
  for (const element of root.querySelectorAll('*')) {
    const inFormula = element.closest('.katex, .katex-display') !== null;
    const names = inFormula ? namesInFormula(element) : allowed[element.localName];
    if (!names || !isOfItsNamespace(element, inFormula)) {
      found.push(`the element ${element.localName}`);
      continue;
    }
    for (const { name, value } of element.attributes) {
      if (name !== 'class' && !names.includes(name)) found.push(`${name}=${value} on ${element.localName}`);
      if (name === 'href' && !isWebAddress(value)) found.push(`the address ${value}`);
      if (name === 'style' && (inStyle.test(value) || !(inFormula || element.localName === 'table'))) {
        found.push(`the style ${value}`);
      }
      if (name === 'class' && /[^\w\s-]|\b(?:composer|notices)\b/.test(value)) found.push(`the class ${value}`);
    }
  }
  return found;
}

/** The same for elements of the panel around the answer, which has controls of its own. */
export function inspectPage(root: Element): string[] {
  const found: string[] = [];
  for (const element of root.querySelectorAll('*')) {
    if (
      /^(?:script|object|embed|link|base|meta|form|template|foreignobject|animate|use|style)$/.test(element.localName)
    ) {
      found.push(`the element ${element.localName}`);
    }
    for (const { name, value } of element.attributes) {
      if (/^on|^srcdoc$|^formaction$|^ping$|^background$|^srcset$/i.test(name)) found.push(`${name}=${value}`);
      if (name === 'href' && !isWebAddress(value)) found.push(`the address ${value}`);
      if (name === 'src' && !/^data:image\/[a-z0-9.+-]+[;,]/.test(value)) found.push(`the source ${value}`);
      if (name === 'style' && inStyle.test(value)) found.push(`the style ${value}`);
      if ((name === 'id' || name === 'name') && !/^source-card-\d+$/.test(value) && element.closest('.transcript')) {
        found.push(`${name}=${value}`);
      }
    }
  }
  return found;
}

function namesInFormula({ localName }: Element): readonly string[] | undefined {
  return allowedInFormulas[localName] ?? (mathml.test(localName) ? [...presentation] : undefined);
}

function isOfItsNamespace({ namespaceURI }: Element, inFormula: boolean): boolean {
  if (namespaceURI === 'http://www.w3.org/1999/xhtml') return true;
  return inFormula && /\/(?:MathML|svg)$/.test(namespaceURI ?? '');
}

/** As the browser reads it, not as it looks. What it cannot read, such as `http://`, leads nowhere. */
function isWebAddress(value: string): boolean {
  const url = URL.parse(value, document.baseURI);
  return /^(?:https?|mailto):/i.test(value) && (url === null || /^(?:https?|mailto):$/.test(url.protocol));
}
