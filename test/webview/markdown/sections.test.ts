import { expect, test } from 'vitest';
import { cdp } from 'vitest/browser';
import { open, pieces, render, seeded } from './support.ts';

/** What the accessibility tree needs to say about a list. */
interface AccessibilityNode {
  nodeId: string;
  ignored: boolean;
  role?: { value: string };
  name?: { value: string };
  childIds?: string[];
}

/** The accessibility tree of the frame that tests run in. */
async function accessibilityTree(): Promise<AccessibilityNode[]> {
  const session = cdp() as unknown as {
    send(method: 'Page.getFrameTree'): Promise<{ frameTree: { childFrames?: { frame: { id: string } }[] } }>;
    send(method: 'Accessibility.getFullAXTree', options: object): Promise<{ nodes: AccessibilityNode[] }>;
  };
  const { frameTree } = await session.send('Page.getFrameTree');
  const nodes: AccessibilityNode[] = [];
  for (const { frame } of frameTree.childFrames ?? []) {
    nodes.push(...(await session.send('Accessibility.getFullAXTree', { frameId: frame.id })).nodes);
  }
  return nodes;
}

const paragraphs = Array.from({ length: 100 }, (_, index) => `Paragraph ${index}\n\n`).join('');
const list = Array.from({ length: 200 }, (_, index) => `${index + 5}. item ${index + 5}\n`).join('');

test('the blocks of a long document are in sections of 32, but for the first', () => {
  const element = render([paragraphs]);
  const sections = [...element.querySelectorAll(':scope > .section')];
  expect(element.querySelectorAll(':scope > p')).toHaveLength(32);
  expect(sections.map(section => section.querySelectorAll(':scope > p').length)).toEqual([32, 32, 4]);
  expect([...element.querySelectorAll('p')].map(({ textContent }) => textContent).join('\n\n')).toBe(paragraphs.trim());
});

test.each([
  ['blocks', paragraphs],
  ['items', list],
])('of %s, what is in a section was made there, and is the same however it was written', (_, text) => {
  const { element, write, end } = open();
  const parents = new Map<Element, Element | null>();
  for (const piece of pieces(text, seeded(3))) {
    write(piece);
    for (const made of element.querySelectorAll('p, li, .section')) {
      if (parents.has(made)) expect(made.parentElement).toBe(parents.get(made));
      parents.set(made, made.parentElement);
    }
  }
  end();
  expect(element.querySelectorAll('.section').length).toBeGreaterThan(2);
  expect(element.isEqualNode(render([text]))).toBe(true);
});

test('a section that is taken back leaves nothing', () => {
  const { element, write } = open();
  write(`${'word\n\n'.repeat(32)}word`);
  expect(element.querySelectorAll('.section')).toHaveLength(1);
  const { element: other, write: writeOther } = open();
  writeOther(`${'word\n\n'.repeat(31)}last\n\n[a`);
  writeOther(']: https://example.com\n\n');
  expect(other.querySelectorAll('.section')).toHaveLength(0);
  expect(other.children).toHaveLength(32);
});

test('a long list is one list whose items are numbered on', async () => {
  const element = render([list]);
  document.body.append(element);
  const nodes = await accessibilityTree();
  element.remove();
  const byId = new Map(nodes.map(node => [node.nodeId, node]));
  const lists = nodes.filter(node => node.role?.value === 'list' && !node.ignored);
  const shown = (node: AccessibilityNode): AccessibilityNode[] =>
    (node.childIds ?? []).flatMap(id => {
      const child = byId.get(id);
      return child ? (child.ignored ? shown(child) : [child]) : [];
    });
  const items = shown(lists.at(-1) ?? { nodeId: '', ignored: true });
  expect(lists).toHaveLength(1);
  expect(items.map(({ role }) => role?.value)).toEqual(Array(200).fill('listitem'));
  const markers = items.map(item => shown(item)[0]?.name?.value.trim());
  expect(markers).toEqual(Array.from({ length: 200 }, (_, index) => `${index + 5}.`));
});
