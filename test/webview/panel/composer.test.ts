import { afterEach, describe, expect, test } from 'vitest';
import { cdp, userEvent } from 'vitest/browser';
import { emptyConversation } from '../../../src/core/conversation/conversation.ts';
import {
  answerStart,
  closePanel,
  FakeHost,
  openPanel,
  openWith,
  question,
  surroundings,
  text,
  turn,
} from './fake-host.ts';
import { button, draftField, find, hasButton, message, nextFrame } from './find.ts';

afterEach(closePanel);

const running = [question('q1', null, 'Hi'), answerStart('a1', 'q1'), text('a1', 'so far')] as const;

describe('the composer', () => {
  test('sends with Enter and breaks the line with Shift+Enter', async () => {
    const host = await openWith();
    draftField().focus();
    await userEvent.keyboard('one{Shift>}{Enter}{/Shift}two');
    expect(host.of('send')).toEqual([]);
    expect(draftField().value).toBe('one\ntwo');
    await userEvent.keyboard('{Enter}');
    expect(host.of('send')).toEqual([{ type: 'send', text: 'one\ntwo' }]);
  });

  test('keeps the draft until the host shows the question', async () => {
    const host = await openWith();
    draftField().focus();
    await userEvent.keyboard('Hi{Enter}{Enter}');
    expect(draftField().value).toBe('Hi');
    expect(host.of('send')).toHaveLength(1);
    await userEvent.keyboard(' and more');
    await host.happen(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    expect(draftField().value).toBe(' and more');
    expect(host.of('draft').at(-1)).toEqual({ type: 'draft', text: ' and more' });
  });

  test('takes an image that is pasted, and says why not one that cannot be sent', async () => {
    const host = await openWith();
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.of(1, 2, 3)], 'a.png', { type: 'image/png' }));
    data.items.add(new File(['<svg/>'], 'b.svg', { type: 'image/svg+xml' }));
    const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    draftField().dispatchEvent(paste);
    expect(paste.defaultPrevented).toBe(true);
    await expect.poll(() => host.of('attachImage')).toHaveLength(1);
    expect(host.of('attachImage')[0]?.image).toEqual({ label: 'a.png', mimeType: 'image/png', base64: 'AQID' });
    expect(find('.notice').textContent).toContain('“b.svg” cannot be attached');
  });

  test('pastes text as text, also when there is an image of it', async () => {
    const host = await openWith();
    const data = new DataTransfer();
    data.setData('text/plain', 'a table');
    data.items.add(new File([Uint8Array.of(1)], 'table.png', { type: 'image/png' }));
    const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    draftField().dispatchEvent(paste);
    expect(paste.defaultPrevented).toBe(false);
    expect(host.of('attachImage')).toEqual([]);
  });

  test('shows images that can be removed, and lets the user choose what to attach', async () => {
    const host = await openWith();
    const images = ['a.png', 'b.png'].map((label, id) => ({ id, label, mimeType: 'image/png', base64: 'iVBORw0=' }));
    host.deliver({ type: 'images', images });
    const tiles = [...document.querySelectorAll<HTMLImageElement>('.composer img')];
    expect(tiles.map(({ alt, src }) => [alt, src.slice(0, 22)])).toEqual([
      ['a.png', 'data:image/png;base64,'],
      ['b.png', 'data:image/png;base64,'],
    ]);
    draftField().focus();
    await userEvent.keyboard('{Enter}');
    expect(find('.composer-hint').textContent).toBe('Ask something about it');
    expect(host.of('send')).toEqual([]);
    await userEvent.click(button('Remove b.png'));
    await userEvent.click(button('Attach…'));
    expect(host.posted.slice(-2)).toEqual([{ type: 'removeAttachment', id: 1 }, { type: 'attach' }]);
  });

  test('does not double a draft that the host gives back', async () => {
    const host = await openWith();
    draftField().focus();
    await userEvent.keyboard('Hi{Enter}');
    host.deliver({ type: 'draft', text: 'Hi' });
    expect(draftField().value).toBe('Hi');
    await userEvent.keyboard('{Enter}');
    expect(host.of('send')).toHaveLength(2);
  });

  test('takes the draft out when the question comes in a snapshot', async () => {
    const host = await openWith();
    draftField().focus();
    await userEvent.keyboard('Hi{Enter}');
    host.lose(question('q1', null, 'Hi'));
    await host.snapshot();
    expect(draftField().value).toBe('');
  });

  test('sends no empty or white draft', async () => {
    const host = await openWith();
    draftField().focus();
    await userEvent.keyboard('{Enter} {Shift>}{Enter}{/Shift} {Enter}');
    expect(host.of('send')).toEqual([]);
    expect(button('Send').disabled).toBe(true);
  });

  test('leaves Enter and Escape to an input method that composes', async () => {
    const host = await openWith(...running);
    await host.happen({ type: 'turn-end', id: 'a1', state: 'finished', timing: { totalMs: 1 } });
    draftField().focus();
    await cdp().send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    const key = (name: string, keyCode: number, isComposing: boolean) =>
      draftField().dispatchEvent(
        new KeyboardEvent('keydown', { key: name, keyCode, isComposing, bubbles: true, cancelable: true }),
      );
    expect(key('Enter', 13, true)).toBe(true);
    expect(key('Enter', 229, false)).toBe(true);
    await host.happen(...turn(2, '').slice(0, 2));
    key('Escape', 27, true);
    key('Escape', 229, false);
    expect(host.of('send')).toEqual([]);
    expect(host.of('stop')).toEqual([]);
    await cdp().send('Input.insertText', { text: '日本' });
    expect(draftField().value).toBe('日本');
  });

  test('is Stop while an answer runs; Enter then loses nothing', async () => {
    const host = await openWith();
    draftField().focus();
    await userEvent.keyboard('next');
    await host.happen(...running);
    expect(hasButton('Send')).toBe(false);
    await userEvent.keyboard('{Enter}');
    expect(host.of('send')).toEqual([]);
    expect(draftField().value).toBe('next');
    expect(find('.composer-hint').textContent).toContain('Stop the answer');
    await userEvent.click(button('Stop'));
    expect(host.of('stop')).toHaveLength(1);
    await host.happen({ type: 'turn-end', id: 'a1', state: 'stopped', timing: { totalMs: 1 } });
    expect(hasButton('Stop')).toBe(false);
    await userEvent.click(button('Send'));
    expect(host.of('send')).toEqual([{ type: 'send', text: 'next' }]);
  });

  test('Escape stops from anywhere, and only while an answer runs', async () => {
    const host = await openWith(...turn(1, 'done'));
    draftField().focus();
    await userEvent.keyboard('{Escape}');
    expect(host.of('stop')).toEqual([]);
    await host.happen(question('q2', 'a1', 'Hi'), answerStart('a2', 'q2'));
    await userEvent.keyboard('{Escape}');
    button('Copy', message('q1')).focus();
    await userEvent.keyboard('{Escape}');
    expect(host.of('stop')).toHaveLength(2);
  });

  test('tells the host of every change, and keeps no draft itself', async () => {
    const first = await openWith();
    draftField().focus();
    await userEvent.keyboard('half');
    expect(first.of('draft').map(draft => draft.text)).toEqual(['h', 'ha', 'hal', 'half']);
    expect(first.state).toEqual({ conversationId: 'c1' });
    const second = new FakeHost();
    second.state = { ...Object(first.state), draft: 'left by an older version' };
    openPanel(second);
    expect(draftField().value).toBe('');
  });

  test('shows the draft that the host has kept, and does not tell it back', async () => {
    const host = await openWith();
    host.deliver({ type: 'draft', text: 'half a tho', replace: true });
    expect(draftField().value).toBe('half a tho');
    expect(button('Send').disabled).toBe(false);
    host.deliver({ type: 'draft', text: 'another', replace: true });
    expect(draftField().value).toBe('another');
    host.deliver({ type: 'draft', text: '', replace: true });
    expect(draftField().value).toBe('');
    expect(button('Send').disabled).toBe(true);
    expect(host.of('draft')).toEqual([]);
  });

  test('keeps what the user has typed while the host’s draft was on its way', async () => {
    const host = await openWith();
    draftField().focus();
    await userEvent.keyboard('mine');
    host.deliver({ type: 'draft', text: 'kept', replace: true });
    expect(draftField().value).toBe('mine');
    await userEvent.keyboard('{Backspace}{Backspace}{Backspace}{Backspace}');
    host.deliver({ type: 'draft', text: 'kept', replace: true });
    expect(draftField().value).toBe('');
  });

  test('opens with whatever state an older version left', () => {
    for (const state of [null, 3, 'x', { draft: 7 }, { place: { messageId: 1 } }]) {
      const host = new FakeHost();
      host.state = state;
      openPanel(host);
      expect(draftField().value).toBe('');
    }
  });

  test('takes text from the host, behind a draft that is there', async () => {
    const host = await openWith();
    host.deliver({ type: 'draft', text: 'first' });
    expect(draftField().value).toBe('first');
    host.deliver({ type: 'draft', text: 'second' });
    expect(draftField().value).toBe('first\nsecond');
    expect(host.of('draft').at(-1)).toEqual({ type: 'draft', text: 'first\nsecond' });
    expect(button('Send').disabled).toBe(false);
    host.deliver({ type: 'focus' });
    expect(document.activeElement).toBe(draftField());
  });

  test('grows with its text, up to a limit', async () => {
    await openWith();
    const one = draftField().offsetHeight;
    draftField().focus();
    await userEvent.keyboard('a{Shift>}{Enter}{/Shift}b');
    expect(draftField().offsetHeight).toBeGreaterThan(one);
    draftField().value = 'line\n'.repeat(200);
    expect(draftField().offsetHeight).toBeLessThanOrEqual(window.innerHeight * 0.4 + 1);
  });

  test('shows the model and the attachments', async () => {
    const host = await openWith();
    await userEvent.click(button('gpt-5-mini · Requesty'));
    expect(host.of('selectModel')).toHaveLength(1);
    const attachment = { label: 'src/loop.ts', languageId: 'typescript', startLine: 12, endLine: 20, size: 300 };
    const { model: _, ...withoutModel } = surroundings;
    host.deliver({
      type: 'surroundings',
      surroundings: {
        ...withoutModel,
        attachments: [
          { ...attachment, id: 4 },
          { ...attachment, id: 2, endLine: 12 },
        ],
      },
    });
    expect(hasButton('Choose a model…')).toBe(true);
    expect([...document.querySelectorAll('.composer .chip-label')].map(chip => chip.textContent)).toEqual([
      'src/loop.ts:12-20',
      'src/loop.ts:12',
    ]);
    await userEvent.click(button('Remove src/loop.ts:12'));
    expect(host.of('removeAttachment')).toEqual([{ type: 'removeAttachment', id: 2 }]);
    await userEvent.click(draftField());
    await userEvent.keyboard('{Enter}');
    expect(find('.composer-hint').textContent).toBe('Ask something about it');
  });
});

describe('around the composer', () => {
  test('offers the demo and a key on the first run', async () => {
    const { model: _, ...withoutModel } = surroundings;
    const host = openPanel(new FakeHost(), { ...withoutModel, firstRun: true });
    await host.snapshot();
    const offers = [...document.querySelectorAll<HTMLElement>('vscode-button')];
    expect(offers.map(offer => [offer.role, offer.textContent])).toEqual([
      ['button', 'Try the Offline Demo'],
      ['button', 'Set API Key…'],
    ]);
    offers[0]?.focus();
    await userEvent.keyboard('{Enter}');
    await userEvent.click(offers[1] ?? document.body);
    expect(host.posted.slice(-2)).toEqual([{ type: 'useDemo' }, { type: 'setApiKey' }]);
    await host.happen(question('q1', null, 'Hi'));
    expect(find('.welcome').checkVisibility()).toBe(false);
  });

  test('gives hints in an empty conversation', async () => {
    await openWith();
    expect(find('.welcome').textContent).toContain('asks about what is selected');
    expect(document.querySelector('vscode-button')).toBeNull();
  });

  test('shows the latest notice until it is dismissed', async () => {
    const host = await openWith();
    host.deliver({ type: 'notice', text: 'Old', severity: 'info' });
    expect(find('.notice').role).toBe('status');
    host.deliver({ type: 'notice', text: '<b>New</b>', severity: 'error' });
    expect(find('.notices').textContent).toBe('<b>New</b>');
    expect(find('.notice').role).toBe('alert');
    await userEvent.click(button('Dismiss'));
    await nextFrame();
    expect(document.querySelector('.notice')).toBeNull();
  });

  test('has the focus after a button started or stopped an answer, so that nothing typed is lost', async () => {
    const host = await openWith(...turn(1, 'Text'));
    await userEvent.click(button('Regenerate'));
    await host.happen(answerStart('a2', 'q1'), text('a2', 'more'));
    expect(document.activeElement).toBe(draftField());
    await userEvent.click(button('Stop'));
    expect(document.activeElement).toBe(draftField());
  });

  test('takes a notice away when another chat is shown, unless it is about that', async () => {
    const host = await openWith();
    host.deliver({ type: 'notice', text: 'Something.', severity: 'warning' });
    await host.snapshot();
    expect(document.querySelector('.notice'), 'the same chat once more').not.toBeNull();
    host.conversation = emptyConversation('c2');
    host.seq = 0;
    const shown = host.snapshot();
    expect(document.querySelector('.notice')).toBeNull();
    host.deliver({ type: 'notice', text: 'Something else.', severity: 'warning' });
    await shown;
    expect(document.querySelector('.notice')).not.toBeNull();
  });

  test('takes a notice away when a model is chosen, and when the question is asked', async () => {
    const host = await openWith();
    const { model: _, ...withoutModel } = surroundings;
    host.deliver({ type: 'surroundings', surroundings: { ...withoutModel, firstRun: true } });
    host.deliver({ type: 'notice', text: 'Choose a model first.', severity: 'warning' });
    host.deliver({ type: 'surroundings', surroundings });
    expect(document.querySelector('.notice')).toBeNull();
    host.deliver({ type: 'notice', text: 'Something else.', severity: 'warning' });
    const drawn = host.happen(question('q1', null, 'Hi'));
    host.deliver({ type: 'notice', text: 'About what was asked.', severity: 'info' });
    await drawn;
    expect(find('.notice').textContent, 'the one that came behind the question').toContain('About what was asked.');
    await host.happen(question('q2', 'q1', 'And?'));
    expect(document.querySelector('.notice')).toBeNull();
  });
});
