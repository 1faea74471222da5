// First of all: mermaid makes markup as soon as it is there.
import './allow-own-markup.ts';
import mermaid from 'mermaid';
import type { DrawReply, DrawRequest } from '../messages.ts';
import { mermaidConfig } from './mermaid-config.ts';
import { styleAttribute, styleAttributeAside } from './style-attribute.ts';

/**
 * The script of the sandboxed frame: draws diagrams for the page, one after the other, over the port that comes with the
 * first message.
 */
let count = 0;
addEventListener('message', ({ ports: [port] }) => {
  if (!port) return;
  port.onmessage = async ({ data }: MessageEvent<DrawRequest>) => port.postMessage(await draw(data));
});

async function draw({ source, theme }: DrawRequest): Promise<DrawReply> {
  try {
    mermaid.initialize(mermaidConfig(theme));
    const { svg } = await mermaid.render(`diagram-${++count}`, source);
    return picture(svg);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** The picture as well-formed XML, with a size of its own, as an image needs it. */
function picture(markup: string): DrawReply {
  const svg = new DOMParser().parseFromString(markup, 'text/html').querySelector('svg');
  const [, , width = 0, height = 0] = (svg?.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number);
  if (!svg || !(width > 0) || !(height > 0)) return { error: 'There is nothing in it.' };
  // What leaves the frame does not say by which nonce styles are let in here.
  for (const style of svg.querySelectorAll('style')) style.removeAttribute('nonce');
  centerStates(svg);
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  const xml = new XMLSerializer().serializeToString(svg);
  // Its size is its own: what mermaid says of it is for pages.
  return { svg: xml.replaceAll(styleAttributeAside, styleAttribute).replace(/max-width:[^;"]*;?/, ''), width, height };
}

/** Mermaid puts the names of states at the left of their boxes when it writes them as SVG text. */
function centerStates(svg: Element): void {
  for (const label of svg.querySelectorAll('.statediagram-state > rect.basic + .label')) {
    const [, y] = /translate\([^,]+,\s*([-\d.]+)\)/.exec(label.getAttribute('transform') ?? '') ?? [];
    if (y === undefined) continue;
    label.setAttribute('transform', `translate(0, ${y})`);
    for (const text of label.querySelectorAll('text')) text.setAttribute('text-anchor', 'middle');
  }
}
