import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeDiagram } from '../../../src/webview/diagrams/describe-diagram.ts';
import { DiagramFrame } from '../../../src/webview/diagrams/diagram-frame.ts';
import { solid } from '../../../src/webview/diagrams/diagram-theme.ts';
import { Diagrams, type Draw } from '../../../src/webview/diagrams/diagrams.ts';
import type { DiagramTheme, DrawReply, DrawRequest } from '../../../src/webview/diagrams/messages.ts';
import { whyNotDrawn } from '../../../src/webview/diagrams/size-limits.ts';
import { element } from '../../../src/webview/dom.ts';
import { createMarkdownWriter } from '../../../src/webview/markdown/markdown-writer.ts';
import '../../../media/panel.css';

const source = 'flowchart LR\n  A[Start] --> B[End]\n';
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="80" viewBox="0 0 160 80"/>';
const scroller = element('div');
scroller.style.cssText = 'position: absolute; inset: 0; overflow: auto;';

beforeEach(() => document.body.append(scroller));
afterEach(() => scroller.replaceChildren());

/** An answer with its diagrams, whose drawing the test has in its hand. */
function answer() {
  const requests: DrawRequest[] = [];
  const replies: ((reply: DrawReply) => void)[] = [];
  const waiting: (() => void)[] = [];
  const draw: Draw = request => {
    requests.push(request);
    for (const resolve of waiting.splice(0)) resolve();
    return new Promise(resolve => replies.push(resolve));
  };
  const diagrams = new Diagrams(scroller, draw);
  const container = element('div', 'markdown');
  scroller.append(container);
  const writer = createMarkdownWriter(container, {
    codeBlock: (block, pre) => {
      pre.before(element('div', 'code-header', element('div', 'code-actions')));
      return diagrams.watch(block, pre, {});
    },
  });
  return {
    container,
    diagrams,
    requests,
    write: (text: string) => writer.write(text),
    /** Resolves when the drawing of one more diagram has begun. */
    begun: () => new Promise<void>(resolve => waiting.push(resolve)),
    reply: (reply: DrawReply) => replies.shift()?.(reply),
  };
}

/** Resolves when something within `target` has changed so that `isSo`. */
function becomes(target: Element, isSo: () => boolean): Promise<void> {
  return new Promise(resolve => {
    const check = () => {
      if (!isSo()) return;
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(check);
    observer.observe(target, { subtree: true, childList: true, attributes: true, characterData: true });
    check();
  });
}

/** What is found once something within `target` has changed so that it is there. */
async function until<Found>(target: Element, search: () => Found | null): Promise<Found> {
  await becomes(target, () => search() !== null);
  const found = search();
  if (found === null) throw new Error('It is gone.');
  return found;
}

test('a mermaid block becomes a picture when it is complete, its source one click away', async () => {
  const { container, requests, write, begun, reply } = answer();
  write(`\`\`\`mermaid\n${source}`);
  expect(requests).toEqual([]);
  const started = begun();
  write('```\n');
  await started;
  expect(requests.map(request => request.source)).toEqual([source]);
  expect(container.querySelector('pre')?.checkVisibility()).toBe(true);
  reply({ svg, width: 160, height: 80 });
  await becomes(container, () => container.querySelector('img') !== null);

  const image = container.querySelector('img');
  expect(image?.src).toMatch(/^data:image\/svg\+xml/);
  expect(image?.alt).toBe('Flowchart: Start, End');
  expect([image?.width, image?.height]).toEqual([130, 65]);
  expect(container.querySelector('pre')?.checkVisibility()).toBe(false);
  const toggle = container.querySelector('button');
  expect(toggle?.ariaLabel).toBe('Show Source');
  toggle?.click();
  expect(toggle?.ariaLabel).toBe('Show Diagram');
  expect(container.querySelector('pre')?.checkVisibility()).toBe(true);
  expect(image?.checkVisibility()).toBe(false);
  toggle?.click();
  expect(image?.checkVisibility()).toBe(true);
});

test('a diagram that cannot be drawn stays as its source, with the reason', async () => {
  const { container, write, begun, reply } = answer();
  const started = begun();
  write(`\`\`\`mermaid\n${source}\`\`\`\n`);
  await started;
  reply({ error: 'Parse error on line 2:\n<img src=x>' });
  await becomes(container, () => container.querySelector('.diagram-error') !== null);
  expect(container.querySelector('.diagram-error')?.textContent).toBe(
    'This diagram could not be drawn: Parse error on line 2.',
  );
  expect(container.querySelector('pre')?.checkVisibility()).toBe(true);
  expect(container.querySelector('img, button')).toBeNull();
});

test('the reason names no line that there is not', async () => {
  const { container, write, begun, reply } = answer();
  const started = begun();
  write(`\`\`\`mermaid\n${source}\`\`\`\n`);
  await started;
  reply({ error: 'Parse error on line 4:\nA --> B' });
  await becomes(container, () => container.querySelector('.diagram-error') !== null);
  expect(container.querySelector('.diagram-error')?.textContent).toBe('This diagram could not be drawn: Parse error.');
});

test('a picture that cannot be shown does not keep the next one from being drawn', async () => {
  const { container, write, begun, reply } = answer();
  let started = begun();
  write(`\`\`\`mermaid\n${source}\`\`\`\n\n\`\`\`mermaid\n${source}%%\n\`\`\`\n`);
  await started;
  started = begun();
  reply({ svg: `<svg xmlns="http://www.w3.org/2000/svg">\ud800</svg>`, width: 1, height: 1 });
  await started;
  expect(container.querySelector('img')?.src).toContain(encodeURIComponent('\ufffd'));
});

test('what is about to show a place in the source makes the source appear', async () => {
  const { container, write, begun, reply } = answer();
  const started = begun();
  write(`\`\`\`mermaid\n${source}\`\`\`\n`);
  await started;
  reply({ svg, width: 160, height: 80 });
  await becomes(container, () => container.querySelector('img') !== null);
  container.querySelector('.code-chunk')?.dispatchEvent(new Event('beforematch', { bubbles: true }));
  expect(container.querySelector('pre')?.checkVisibility()).toBe(true);
  expect(container.querySelector('img')?.checkVisibility()).toBe(false);
  expect(container.querySelector('button')?.ariaLabel).toBe('Show Diagram');
});

test('one is drawn at a time, and none of other languages', async () => {
  const { requests, write, begun, reply } = answer();
  let started = begun();
  write(`\`\`\`js\nx\n\`\`\`\n\n\`\`\`mermaid\n${source}\`\`\`\n\n\`\`\`mermaid\n${source}%%\n\`\`\`\n`);
  await started;
  expect(requests).toHaveLength(1);
  started = begun();
  reply({ svg, width: 1, height: 1 });
  await started;
  expect(requests.map(request => request.source)).toEqual([source, `${source}%%\n`]);
});

test('what is far from the screen is drawn when it comes near', async () => {
  const { container, requests, write, begun, reply } = answer();
  const space = element('div');
  space.style.height = '9000px';
  let started = begun();
  write(`\`\`\`mermaid\n${source}\`\`\`\n\n`);
  container.append(space);
  await started;
  write(`\`\`\`mermaid\n${source}%%\n\`\`\`\n`);
  const far = container.querySelectorAll('.code-block')[1];
  if (far) container.append(far);
  reply({ svg, width: 1, height: 1 });
  await becomes(container, () => container.querySelector('img') !== null);
  expect(requests).toHaveLength(1);
  started = begun();
  far?.scrollIntoView();
  await started;
  expect(requests).toHaveLength(2);
});

test('a diagram waits while text arrives', async () => {
  const { diagrams, requests, write, begun } = answer();
  const started = begun();
  diagrams.textArrived();
  write(`\`\`\`mermaid\n${source}\`\`\`\n`);
  let last = performance.now();
  for (let count = 0; count < 20; count++) {
    await new Promise(requestAnimationFrame);
    diagrams.textArrived();
    last = performance.now();
    expect(requests).toEqual([]);
  }
  await started;
  expect(performance.now() - last).toBeGreaterThanOrEqual(299);
});

test('a new theme draws what is shown anew', async () => {
  const { container, requests, write, begun, reply } = answer();
  let started = begun();
  write(`\`\`\`mermaid\n${source}\`\`\`\n`);
  await started;
  reply({ svg, width: 1, height: 1 });
  await becomes(container, () => container.querySelector('img') !== null);
  started = begun();
  document.body.dataset['vscodeThemeKind'] = 'vscode-light';
  document.body.dataset['vscodeThemeId'] = 'Light';
  await started;
  expect(requests.map(({ theme }) => theme.dark)).toEqual([true, false]);
  expect(container.querySelector('img')?.checkVisibility()).toBe(true);
  delete document.body.dataset['vscodeThemeKind'];
  delete document.body.dataset['vscodeThemeId'];
});

const theme: DiagramTheme = {
  dark: true,
  background: '#000000',
  text: '#ffffff',
  line: '#ffffff',
  node: '#000000',
  border: '#ffffff',
  note: '#000000',
  group: '#000000',
  series: ['#ff0000'],
  fontFamily: 'sans-serif',
};

/** A frame's script that answers each request with the value of an expression over `data`. */
function frameThatAnswers(expression: string): DiagramFrame {
  return new DiagramFrame(
    `addEventListener('message', ({ ports: [port] }) => { port.onmessage = ({ data }) => port.postMessage(${expression}); });`,
  );
}

test('the frame draws, with an origin of its own from which nothing of the page can be reached', async () => {
  const frame = frameThatAnswers(`{ error: (() => {
    try { return parent.document.title; } catch (error) { return origin + ' ' + error.name + ' ' + data.source; }
  })() }`);
  expect(await frame.draw({ source, theme })).toEqual({ error: `null SecurityError ${source}` });
  frame.dispose();
  expect(document.querySelector('iframe')).toBeNull();
});

test.each([
  '1',
  'null',
  '{}',
  '{ svg: 1, width: 1, height: 1 }',
  '{ svg: "", width: 1e9, height: NaN }',
  '{ error: [] }',
])('a frame that answers %s has drawn nothing', async answer => {
  const frame = frameThatAnswers(answer);
  expect(await frame.draw({ source, theme })).toHaveProperty('error');
  frame.dispose();
});

test.each([
  ['graph TD\nA-->B', 'Flowchart'],
  ['---\ntitle: The way\n---\nflowchart LR\nA-->B', 'Flowchart: The way'],
  ['%% note\nsequenceDiagram\n  A->>B: hello\n  B-->>A: yes', 'Sequence diagram: hello, yes'],
  ['pie title Pets\n "Dogs": 3', 'Pie chart: Pets'],
  ['', 'Diagram'],
  ['pie title', 'Pie chart'],
  [`pie\ntitle ${'\n'.repeat(1e6)}`, 'Pie chart'],
])('%j is described as %j', (text, description) => {
  expect(describeDiagram(text)).toBe(description);
});

test('the description says how many labels it leaves out', () => {
  const nodes = Array.from({ length: 40 }, (_, index) => `  n${index}[Label ${index + 10}]`);
  const words = describeDiagram(`flowchart LR\n${nodes.join('\n')}\n`);
  expect(words).toMatch(/^Flowchart: Label 10, Label 11, .*, Label 39, and 10 more$/);
  expect(words.length).toBeLessThan(340);
});

test('the toggle stays where it is while what belongs to the source comes and goes, and a scrolled picture has a name', async () => {
  const { container, write, begun, reply } = answer();
  container.style.width = '300px';
  const started = begun();
  write(`\`\`\`mermaid\n${source}`);
  const actions = container.querySelector<HTMLElement>('.code-actions');
  const header = container.querySelector<HTMLElement>('.code-header');
  if (!actions || !header) throw new Error('no header');
  header.append(actions);
  for (const name of ['code-fold', 'code-wrap', '']) {
    const button = element('button', `icon-button ${name}`);
    actions.append(button);
  }
  write('```\n');
  await started;
  reply({ svg, width: 1600, height: 80 });
  const picture = await until(container, () => container.querySelector<HTMLElement>('.diagram[role]'));
  expect(picture.ariaLabel).toBe('Diagram, scrolls');
  expect(picture.tabIndex).toBe(0);
  expect(getComputedStyle(picture).maskImage).toContain('gradient');
  const toggle = container.querySelector<HTMLElement>('[aria-label="Show Source"]');
  const before = toggle?.getBoundingClientRect();
  toggle?.click();
  expect(toggle?.getBoundingClientRect()).toEqual(before);
});

test('a picture that is only a little too wide is made smaller still', async () => {
  const { container, write, begun, reply } = answer();
  container.style.width = '264px';
  const started = begun();
  write(`\`\`\`mermaid\n${source}\`\`\`\n`);
  await started;
  reply({ svg, width: 600, height: 80 });
  const image = await until(container, () => container.querySelector('img'));
  const room = image.parentElement;
  expect(image.clientWidth).toBeLessThan(600 * (13 / 16) * 0.55);
  expect(room?.scrollWidth).toBe(room?.clientWidth);
});

test.each([
  ['flowchart LR\nA --> B', undefined],
  [`flowchart LR\n${'A --> B\n'.repeat(81)}`, 'It has too many connections.'],
  [`flowchart LR\n${'a & '.repeat(9)}a --> ${'b & '.repeat(9)}b`, 'It has too many connections.'],
  [`flowchart LR\nA${' --> A'.repeat(90)}`, 'It has too many connections.'],
  [`sequenceDiagram\n${'A->>B: x\n'.repeat(81)}`, 'It has too many connections.'],
  [`pie\n${'"a": 1\n'.repeat(101)}`, 'It is too large.'],
  [`flowchart LR\nA["${'x'.repeat(301)}"]`, 'It is too large.'],
  [`flowchart LR\nA["${'x '.repeat(3000)}"]`, 'It is too large.'],
  ['block-beta\n  space:100000000', 'It asks for too many parts.'],
  ['%%{init: {"theme": "dark"}}%%\n%% note\nblock-beta\n  space:100\n  space:200', 'It asks for too many parts.'],
  [`---\ntitle: x\n---\nblock-beta\n${'a b c d e f g h i j k l m\n'.repeat(20)}`, 'It asks for too many parts.'],
  ['block-beta\n  columns 3\n  a b:2\n  c d e', undefined],
  ['flowchart LR\n  block --> a1234', undefined],
  [`flowchart LR\n${'a;b;c;d;e;f\n'.repeat(50)}`, 'It is too large.'],
  [`flowchart LR\n${`A ${'-'.repeat(20)}> B\n`.repeat(10)}`, 'Its connections are too long.'],
  ['flowchart LR\nA ----> B\nB -.-> C\nC ==> D', undefined],
  ['gantt\n  A :a, 2024-01-01, 3d', undefined],
  ['gantt\n  A :a, 1000-01-01, 9000-01-01', undefined],
  [`gantt\ndateFormat YYYY-MM-DD\nexcludes weekends\n${'A :2024-01-01, 2025-03-01\n'.repeat(30)}`, undefined],
  ['gantt\ndateFormat YYYY-MM-DD\nexcludes weekends\nA :a, 1000-01-01, 9000-01-01', 'It lasts too long.'],
  ['gantt\ndateFormat YYYY-MM-DD\nexcludes weekends\nA :a, 2024-01-01, 9999999h', 'It lasts too long.'],
  [`gantt\ndateFormat X\nexcludes weekends\n${'A :1, 2\n'.repeat(5)}`, 'It lasts too long.'],
])('limits: %j', (text, reason) => {
  expect(whyNotDrawn(text)).toBe(reason);
});

test('colours lose their transparency over the background', () => {
  expect(solid('#ffffff80', '#000000')).toMatch(/^#(?:7f|80|81){3}$/);
  expect(solid('rgb(255, 0, 0)', '#000000')).toBe('#ff0000');
  expect(solid('#ffffff', '#000000', 0.2)).toBe('#333333');
});
