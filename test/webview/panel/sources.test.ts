import { afterEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { answerStart, closePanel, delta, finished, openWith, question, text } from './fake-host.ts';
import { button, find, message } from './find.ts';

afterEach(() => {
  vi.useRealTimers();
  closePanel();
});

type Source = Omit<Parameters<typeof delta>[1] & { type: 'citation' }, 'type'>;

const cite = (source: Source) => delta('a1', { type: 'citation', ...source });
const page = (name: string, more: Source = {}) =>
  cite({ url: `https://${name}.example/`, title: `The ${name}`, cites: 'here', ...more });

const begun = [question('q1', null, 'Hi'), answerStart('a1', 'q1')];

/** The text of the answer with its marks as `{1}`. */
function marked(): string {
  const copy = find('.parts', message('a1')).cloneNode(true);
  if (!(copy instanceof Element)) throw new Error('no element');
  for (const mark of copy.querySelectorAll<HTMLElement>('.mark-link')) mark.replaceWith(`{${mark.dataset['number']}}`);
  return copy.textContent ?? '';
}

const marks = () => [...message('a1').querySelectorAll<HTMLElement>('.mark-link')];
const listed = () => [...message('a1').querySelectorAll('.citations .source-title')].map(item => item.textContent);
const card = () => find('.source-card', message('a1'));

describe('marks', () => {
  test('stand behind what is cited and are numbered as the list is', async () => {
    const host = await openWith(...begun, text('a1', 'One. '), page('first'));
    await host.happen(text('a1', 'Two.'), page('second'), page('first'), text('a1', ' End.\n'));
    expect(marked()).toBe('One.{1} Two.{1}{2} End.');
    expect(listed()).toEqual(['The first', 'The second']);
    expect(marks().map(mark => mark.ariaLabel)).toEqual([
      'Source 1: The first',
      'Source 1: The first',
      'Source 2: The second',
    ]);
  });

  test('are the same after a reload, and in every part', async () => {
    const image = delta('a1', { type: 'image', mimeType: 'image/gif', base64: 'R0lGODlhAQABAAAAACw=' });
    const passages = { passages: ['One.', 'Two.'] };
    const events = [
      ...begun,
      text('a1', 'One.'),
      page('first'),
      image,
      text('a1', 'Two.'),
      page('last', { cites: passages }),
      finished('a1'),
    ];
    const host = await openWith(...begun);
    await host.happen(...events.slice(begun.length));
    const live = marked();
    expect(live).toBe('One.{1}{2}Two.{2}');
    closePanel();
    await openWith(...events);
    expect(marked()).toBe(live);
  });

  test('are numbers that the text has itself, where the provider numbers its sources', async () => {
    const host = await openWith(...begun, text('a1', 'One[1]. Two[2][3].'));
    expect(marked()).toBe('One[1]. Two[2][3].');
    await host.happen(cite({ url: 'https://a.example/', number: 1 }), cite({ url: 'https://b.example/', number: 3 }));
    await host.happen(text('a1', ' Three[3] `[1]`.'));
    expect(marked()).toBe('One{1}. Two[2]{2}. Three{2} [1].');
  });

  test('are no text: neither copied nor found', async () => {
    const host = await openWith(...begun, text('a1', 'One.'), page('first'), text('a1', ' Two.'), finished('a1'));
    expect(find('.markdown', message('a1')).textContent).toBe('One. Two.');
    await userEvent.click(button('Copy', message('a1')));
    expect(host.of('copy').map(({ text: copied }) => copied)).toEqual(['One. Two.']);
    getSelection()?.selectAllChildren(find('.markdown', message('a1')));
    expect(getSelection()?.toString()).toBe('One. Two.');
  });

  test('open their source as any link does', async () => {
    const host = await openWith(...begun, text('a1', 'One.'), page('first'));
    await userEvent.click(marks()[0] ?? document.body);
    expect(host.of('openLink').map(({ href }) => href)).toEqual(['https://first.example/']);
  });

  test('without an address lead to the list', async () => {
    await openWith(
      ...begun,
      text('a1', 'One.'),
      cite({ title: 'A file', snippet: 'words', cites: 'here' }),
      finished('a1'),
    );
    await userEvent.click(marks()[0] ?? document.body);
    expect(document.activeElement?.textContent).toBe('A file');
  });
});

describe('the card', () => {
  const source = {
    url: 'https://first.example/a%20b',
    title: 'The first',
    snippet: 'Its words',
    cites: 'here',
  } as const;

  test('tells title, address and words when the focus comes by the keyboard, and goes with it', async () => {
    await openWith(...begun, text('a1', 'One.'), cite(source));
    const [mark] = marks();
    find('.transcript').focus();
    await userEvent.keyboard('{Tab}');
    while (document.activeElement !== mark) await userEvent.keyboard('{Tab}');
    expect(card().matches(':popover-open')).toBe(true);
    expect([...card().children].map(line => line.textContent)).toEqual([
      'The first',
      'https://first.example/a%20b',
      'Its words',
    ]);
    expect(mark?.getAttribute('aria-describedby')).toBe(card().id);
    const box = card().getBoundingClientRect();
    expect(box.width).toBeGreaterThan(0);
    expect(box.right).toBeLessThanOrEqual(document.documentElement.clientWidth);
    expect(box.bottom).toBeLessThanOrEqual(document.documentElement.clientHeight);
    await userEvent.keyboard('{Escape}');
    expect(card().matches(':popover-open')).toBe(false);
    expect(document.activeElement).toBe(mark);
  });

  test('comes when the pointer rests on a mark, stays while it is on the card, and goes', async () => {
    await openWith(...begun, text('a1', 'One.'), cite(source));
    vi.useFakeTimers();
    const point = (target: HTMLElement | undefined, type: string) => target?.dispatchEvent(new PointerEvent(type));
    const isShown = () => card().matches(':popover-open');
    const [mark] = marks();
    point(mark, 'pointerenter');
    expect(isShown()).toBe(false);
    vi.advanceTimersByTime(1000);
    expect(isShown()).toBe(true);
    point(mark, 'pointerleave');
    point(card(), 'pointerenter');
    vi.advanceTimersByTime(1000);
    expect(isShown()).toBe(true);
    point(card(), 'pointerleave');
    vi.advanceTimersByTime(1000);
    expect(isShown()).toBe(false);
  });
});

describe('the list', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      cite({ url: `https://n${index + 1}.example/`, title: `The n${index + 1}` }),
    );
  const shown = () =>
    [...message('a1').querySelectorAll<HTMLElement>('.citations li')].filter(({ hidden }) => !hidden).length;

  test.each([
    [5, 5],
    [6, 6],
    [7, 5],
  ])('of %i shows %i at first', async (count, expected) => {
    await openWith(...begun, ...many(count));
    expect(shown()).toBe(expected);
    expect(find('.more-sources', message('a1')).hidden).toBe(count === expected);
  });

  test('is there once the answer has ended: while it comes it would slide down with every line', async () => {
    const host = await openWith(...begun, ...many(1), text('a1', 'One.'));
    expect(find('.citations', message('a1')).checkVisibility()).toBe(false);
    await host.happen(finished('a1'));
    expect(find('.citations', message('a1')).checkVisibility()).toBe(true);
  });

  test('shows all when asked', async () => {
    await openWith(...begun, ...many(12), finished('a1'));
    await userEvent.click(button('Show all 12', message('a1')));
    expect(shown()).toBe(12);
    expect(document.activeElement?.textContent).toBe('The n6');
  });

  test('shows what a mark without an address leads to', async () => {
    await openWith(...begun, ...many(9), text('a1', 'One.'), cite({ title: 'A file', cites: 'here' }), finished('a1'));
    await userEvent.click(marks()[0] ?? document.body);
    expect(shown()).toBe(10);
    expect(document.activeElement?.textContent).toBe('A file');
  });
});

describe('hostile sources', () => {
  test.each([
    'javascript:alert(1)',
    'command:evil',
    'file:///etc/passwd',
    'data:text/html,x',
    ' java\nscript:x',
    'https://',
  ])('%j is no link', async url => {
    await openWith(...begun, text('a1', 'One.'), cite({ url, title: 'Title', cites: 'here' }));
    expect(message('a1').querySelectorAll('a')).toHaveLength(0);
    expect(listed()).toEqual(['Title']);
    expect(marks().map(({ tagName }) => tagName)).toEqual(['BUTTON']);
  });

  test('have long words cut, in one line, and none that turn others round', async () => {
    const long = 'word '.repeat(20_000);
    const turning = 'a\u202eb\u2066c\u200fd\u0000e\u{e0041}f\ng\u200dh';
    await openWith(
      ...begun,
      text('a1', 'One.'),
      cite({ url: `https://a.example/${'x'.repeat(9000)}`, title: long, snippet: long, cites: 'here' }),
      cite({ url: 'https://b.example/\u202egpj.exe', title: turning, cites: 'here' }),
      cite({ title: '<img src=x onerror=alert(1)>', cites: 'here' }),
    );
    expect(listed()[0]).toHaveLength(200);
    expect(listed()[1]).toBe('abcdef g\u200dh');
    expect(listed()[2]).toBe('<img src=x onerror=alert(1)>');
    for (const mark of marks()) expect(mark.ariaLabel?.length).toBeLessThan(220);
    const items = [...message('a1').querySelectorAll<HTMLElement>('.citations .source-title')];
    for (const item of items) {
      expect(item.dir).toBe('auto');
      expect(item.title.length).toBeLessThan(700);
      expect(item.title).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    }
    expect(message('a1').querySelectorAll('img')).toHaveLength(0);
  });

  test('tell the site one really goes to', async () => {
    await openWith(...begun, cite({ url: 'https://bank.example@evil.example/', title: 'Bank' }));
    expect(find('.source-host', message('a1')).textContent).toBe('evil.example');
  });
});
