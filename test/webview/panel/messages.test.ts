import { afterEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { answerText, type ConversationEvent, findAnswer } from '../../../src/core/conversation/conversation.ts';
import type { StreamError } from '../../../src/core/delta.ts';
import { answerStart, closePanel, delta, finished, openWith, question, text, turn } from './fake-host.ts';
import { button, find, hasButton, log, message } from './find.ts';

afterEach(closePanel);

const attachment = {
  label: 'src/a.ts',
  languageId: 'typescript',
  startLine: 3,
  endLine: 3,
  text: 'x',
  scope: 'class A',
};

function failed(error: Partial<StreamError> & Pick<StreamError, 'kind'>, id = 'a1'): ConversationEvent {
  return {
    type: 'turn-end',
    id,
    state: 'failed',
    error: { message: 'It failed.', retryable: false, ...error },
    timing: { totalMs: 5 },
  };
}

describe('names and roles', () => {
  test('are those of the design', async () => {
    await openWith(...turn(1, 'Text'));
    expect(log().ariaLabel).toBe('Conversation');
    expect([...log().querySelectorAll('article')].map(({ dataset }) => [dataset['role'], dataset['state']])).toEqual([
      ['user', 'finished'],
      ['assistant', 'finished'],
    ]);
    expect(find('.model', message('a1')).textContent).toBe('gpt-5-mini via Requesty');
    for (const name of ['Copy', 'Insert at Cursor', 'Regenerate']) expect(hasButton(name, message('a1'))).toBe(true);
    for (const name of ['Edit', 'Copy']) expect(hasButton(name, message('q1'))).toBe(true);
    const unnamed = [...document.querySelectorAll('button')].filter(
      candidate => !(candidate.ariaLabel ?? candidate.textContent.trim()),
    );
    expect(unnamed).toEqual([]);
  });
});

describe('an answer', () => {
  test('can be copied, inserted and regenerated', async () => {
    const host = await openWith(...turn(1, '*Text*'));
    const answer = message('a1');
    await userEvent.click(button('Copy', answer));
    expect(find('.visually-hidden[role="status"]').textContent).toBe('Copied');
    expect(button('Copy', answer).querySelector('.codicon-check')).not.toBeNull();
    await userEvent.click(button('Insert at Cursor', answer));
    await userEvent.click(button('Regenerate', answer));
    expect(host.posted.slice(-3)).toEqual([
      { type: 'copy', text: '*Text*' },
      { type: 'insert', answerId: 'a1', target: 'cursor' },
      { type: 'regenerate', answerId: 'a1' },
    ]);
  });

  test('can be copied and inserted while it streams, but not regenerated', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    expect(hasButton('Copy', message('a1'))).toBe(false);
    await host.happen(text('a1', 'so far'));
    await userEvent.click(button('Copy', message('a1')));
    await userEvent.click(button('Insert at Cursor', message('a1')));
    expect(host.posted.slice(-2)).toEqual([
      { type: 'copy', text: 'so far' },
      { type: 'insert', answerId: 'a1', target: 'cursor' },
    ]);
    expect(button('Regenerate', message('a1')).disabled).toBe(true);
  });

  test('gives its code blocks with their place in the whole text, over several parts', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    await host.happen(
      text('a1', 'Intro 😀\n\n```ts\nlet one;\n```\n'),
      delta('a1', { type: 'reasoning-delta', text: 'not part of the text' }),
      delta('a1', { type: 'refusal-delta', text: 'No.\n' }),
      delta('a1', { type: 'tool-call-start', id: 't', name: 'f' }),
      text('a1', 'And\n\n~~~py'),
    );
    await host.happen(text('a1', 'thon\ntwo = 2\nthr'));
    const blocks = [...document.querySelectorAll<HTMLElement>('.code-header')];
    expect(blocks.map(header => find('.code-language', header).textContent)).toEqual(['TypeScript', 'Python']);
    for (const header of blocks) {
      await userEvent.click(button('Insert at Cursor', header));
      await userEvent.click(button('Copy', header));
    }
    const answer = findAnswer(host.conversation, 'a1');
    const whole = answer ? answerText(answer) : '';
    expect(host.of('insert').map(({ offset }) => whole.slice(offset, (offset ?? 0) + 8))).toEqual([
      '```ts\nle',
      '~~~pytho',
    ]);
    expect(host.of('copy').map(copied => copied.text)).toEqual(['let one;\n', 'two = 2\nthr']);
  });

  test('that failed says why and offers to go on', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'), text('a1', 'half'));
    const error = {
      kind: 'truncated',
      message: 'The connection <b>closed</b>.',
      retryable: true,
      requestId: 'r7',
    } as const;
    await host.happen({ type: 'turn-end', id: 'a1', state: 'failed', error, timing: { totalMs: 5 } });
    const box = find('[role="alert"]', message('a1'));
    expect(box.textContent).toContain('The connection <b>closed</b>.');
    expect(message('a1').querySelector('.markdown')?.textContent).toBe('half');
    for (const name of ['Continue from Here', 'Try Again', 'Copy']) await userEvent.click(button(name, box));
    expect(host.posted.slice(-3)).toEqual([
      { type: 'continue', answerId: 'a1' },
      { type: 'regenerate', answerId: 'a1' },
      { type: 'copy', text: 'half' },
    ]);
  });

  test.each<[StreamError['remedy'], string, string, string]>([
    ['retry', 'half', 'It broke off. Continue from here, or try again.', 'half'],
    ['retry', '', 'It broke off. Try again.', 'It broke off. Try again.'],
    ['settings', 'half', 'It broke off.', 'half'],
    [undefined, '', 'It broke off.', 'It broke off.'],
  ])('that failed says with the remedy %j and the text %j what its buttons do', async (remedy, came, words, copied) => {
    const fault = { kind: 'truncated', message: 'It broke off.', ...(remedy && { remedy }) } as const;
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'));
    if (came) await host.happen(text('a1', came));
    await host.happen(failed(fault));
    expect(find('.error-message').textContent).toBe(words);
    await userEvent.click(button('Copy', find('[role="alert"]')));
    expect(host.posted.at(-1)).toEqual({ type: 'copy', text: copied });
  });

  test('that failed calls for a click only while nothing is below it', async () => {
    const fault = { kind: 'truncated', retryable: true } as const;
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'), text('a1', 'half'));
    await host.happen(failed(fault));
    const looks = (id: string) =>
      ['Continue from Here', 'Try Again'].map(
        name => getComputedStyle(button(name, find('[role="alert"]', message(id)))).backgroundColor,
      );
    const link = 'rgba(0, 0, 0, 0)';
    document.documentElement.style.setProperty('--vscode-button-background', 'rgb(1, 2, 3)');
    document.documentElement.style.setProperty('--vscode-button-secondaryBackground', 'rgb(4, 5, 6)');
    expect(looks('a1')).toEqual(['rgb(1, 2, 3)', 'rgb(4, 5, 6)']);
    await host.happen(question('q2', 'a1', 'Go on'), answerStart('a2', 'q2'), text('a2', ' more'), failed(fault, 'a2'));
    expect(looks('a1')).toEqual([link, link]);
    expect(looks('a2')).toEqual(['rgb(1, 2, 3)', 'rgb(4, 5, 6)']);
    await userEvent.click(button('Try Again', find('[role="alert"]', message('a1'))));
    expect(host.posted.at(-1)).toEqual({ type: 'regenerate', answerId: 'a1' });
    document.documentElement.removeAttribute('style');
  });

  test('that failed without text cannot be continued', async () => {
    const error = { kind: 'auth', message: 'The key was refused.', retryable: false } as const;
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'), {
      type: 'turn-end',
      id: 'a1',
      state: 'failed',
      error,
      timing: { totalMs: 5 },
    });
    expect(hasButton('Continue from Here')).toBe(false);
    expect(hasButton('Try Again', find('[role="alert"]'))).toBe(true);
    expect(find('.primary', message('a1')).textContent).toBe('Set API Key…');
    expect(find('.answer-footer', message('a1')).hidden).toBe(true);
    await userEvent.click(button('Set API Key…', message('a1')));
    expect(host.posted.at(-1)).toEqual({ type: 'setApiKey' });
  });

  test('whose provider rejected a parameter can be asked again without it', async () => {
    const message = 'The model does not take a temperature.';
    const error = { kind: 'invalid-request', message, retryable: false, parameter: 'temperature' } as const;
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'), {
      type: 'turn-end',
      id: 'a1',
      state: 'failed',
      error,
      timing: { totalMs: 5 },
    });
    const ask = button('Ask Without Temperature', find('[role="alert"]'));
    expect(ask.title).toBe('Leaves it out for this model from now on (in the setting runnel.providers)');
    await userEvent.click(ask);
    expect(host.posted.at(-1)).toEqual({ type: 'askWithout', answerId: 'a1' });
  });

  test.each<[Partial<StreamError> & Pick<StreamError, 'kind'>, string | undefined, string[]]>([
    [{ kind: 'quota', status: 402 }, undefined, ['Select Model…', 'Try Again', 'Copy']],
    [{ kind: 'context-length' }, 'New Chat', ['Try Again', 'Copy']],
    [{ kind: 'invalid-request', status: 413 }, 'New Chat', ['Try Again', 'Copy']],
    [{ kind: 'invalid-request', status: 400 }, undefined, ['Try Again', 'Copy']],
    [{ kind: 'invalid-request', remedy: 'settings' }, 'Open Settings', ['Try Again', 'Copy']],
    [
      { kind: 'not-found', status: 404, remedy: 'settings' },
      'Open Settings',
      ['Select Model…', 'Check Connection…', 'Try Again', 'Copy'],
    ],
    [{ kind: 'not-found', status: 404 }, 'Select Model…', ['Open Settings', 'Check Connection…', 'Try Again', 'Copy']],
    [{ kind: 'not-found' }, 'Select Model…', ['Try Again', 'Copy']],
    [{ kind: 'network', retryable: true }, 'Try Again', ['Check Connection…', 'Copy']],
    [{ kind: 'network' }, 'Check Connection…', ['Try Again', 'Copy']],
    [{ kind: 'server', retryable: true }, 'Try Again', ['Copy']],
  ])('that failed with %j offers first what its message advises: %s', async (fields, first, others) => {
    await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'), failed({ ...fields }));
    const buttons = [...find('[role="alert"]').querySelectorAll('button')];
    const isPrimary = (candidate: HTMLElement) => candidate.classList.contains('primary');
    expect(buttons.filter(isPrimary).map(({ textContent }) => textContent)).toEqual(first ? [first] : []);
    const rest = buttons.filter(candidate => !isPrimary(candidate));
    expect(rest.map(({ textContent }) => textContent)).toEqual(others);
  });

  test('that failed leads to the settings, or to a new chat', async () => {
    const host = await openWith(
      question('q1', null, 'Hi'),
      answerStart('a1', 'q1'),
      failed({ kind: 'invalid-request', remedy: 'settings' }),
      answerStart('a2', 'q1'),
      failed({ kind: 'context-length' }, 'a2'),
    );
    await userEvent.click(button('New Chat'));
    expect(host.posted.at(-1)).toEqual({ type: 'newChat', answerId: 'a2' });
    await host.happen({ type: 'choose', id: 'a1' });
    await userEvent.click(button('Open Settings'));
    expect(host.posted.at(-1)).toEqual({ type: 'openSettings' });
  });

  test('shows nothing of reasoning that the provider hides, and keeps text around a signature in one piece', async () => {
    const host = await openWith(
      question('q1', null, 'Hi'),
      answerStart('a1', 'q1'),
      delta('a1', { type: 'reasoning-delta', text: '', signature: 'hidden' }),
      text('a1', 'one '),
    );
    await host.happen(delta('a1', { type: 'reasoning-delta', text: '', signature: 's' }), text('a1', '**word**'));
    expect(message('a1').querySelector('.reasoning')).toBeNull();
    expect(find('.markdown', message('a1')).innerHTML).toContain('one <strong>word</strong>');
    await host.snapshot();
    expect(message('a1').querySelectorAll('.markdown')).toHaveLength(1);
  });

  test('sets off what starts a paragraph, arriving or there', async () => {
    const next = (text: string) => delta('a1', { type: 'text-delta', text, startsParagraph: true });
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'), text('a1', 'One.'));
    await host.happen(next('Two.'));
    const paragraphs = () => [...message('a1').querySelectorAll('p')].map(({ textContent }) => textContent);
    expect(paragraphs()).toEqual(['One.', 'Two.']);
    await host.happen(next('Two.'), next('Three.'));
    expect(paragraphs()).toEqual(['One.', 'Two.', 'Two.', 'Three.']);
  });

  test('that failed on the way to the provider offers to look where', async () => {
    const error = { kind: 'network', message: 'Nothing listens there.', retryable: true } as const;
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'), {
      type: 'turn-end',
      id: 'a1',
      state: 'failed',
      error,
      timing: { totalMs: 5 },
    });
    await userEvent.click(button('Check Connection…', find('[role="alert"]')));
    expect(host.posted.at(-1)).toEqual({ type: 'checkConnection', answerId: 'a1' });
  });

  test('that was stopped can be continued', async () => {
    const host = await openWith(question('q1', null, 'Hi'), answerStart('a1', 'q1'), text('a1', 'half'), {
      type: 'turn-end',
      id: 'a1',
      state: 'stopped',
      timing: { totalMs: 5 },
    });
    expect(message('a1').dataset['state']).toBe('stopped');
    await userEvent.click(button('Continue from Here', message('a1')));
    expect(host.of('continue')).toEqual([{ type: 'continue', answerId: 'a1' }]);
  });
});

describe('a question', () => {
  test('shows the images that came with it', async () => {
    const { question: asked, ...event } = question('q1', null, 'What is this?');
    const images = [{ label: 'a.png', mimeType: 'image/png', base64: 'iVBORw0=' }];
    await openWith({ ...event, question: { ...asked, images } });
    const image = find<HTMLImageElement>('img', message('q1'));
    expect(image.alt).toBe('a.png');
    expect(image.src).toBe('data:image/png;base64,iVBORw0=');
  });

  test('shows its text as it is, and what came with it', async () => {
    await openWith(question('q1', null, '<b>Why?</b>\n  *plain*', [attachment]));
    expect(find('.bubble').textContent).toBe('<b>Why?</b>\n  *plain*');
    expect(find('.question .chip-label').textContent).toBe('src/a.ts:3');
    expect(find('.question .chip-open').title).toBe('src/a.ts:3 (class A) · 1 line');
  });

  test('can be asked again in other words', async () => {
    const host = await openWith(...turn(1, 'Text'));
    await userEvent.click(button('Edit', message('q1')));
    const input = find<HTMLTextAreaElement>('textarea', message('q1'));
    expect(document.activeElement).toBe(input);
    expect(input.value).toBe('Question 1');
    await userEvent.keyboard(', again');
    await userEvent.click(button('Save & Send'));
    expect(host.of('edit')).toEqual([{ type: 'edit', questionId: 'q1', text: 'Question 1, again' }]);
    expect(find('.bubble').textContent).toBe('Question 1');
  });

  test('is left alone by Escape, which stops nothing then', async () => {
    const host = await openWith(...turn(1, 'Text'), question('q2', 'a1', 'More'), answerStart('a2', 'q2'));
    await userEvent.click(button('Edit', message('q1')));
    await userEvent.keyboard(' changed{Escape}');
    expect(message('q1').querySelector('textarea')).toBeNull();
    expect(host.of('stop')).toEqual([]);
    expect(host.of('edit')).toEqual([]);
    expect(document.activeElement).toBe(button('Edit', message('q1')));
  });

  test('keeps what is being edited while another answer streams', async () => {
    const host = await openWith(...turn(1, 'Text'), question('q2', 'a1', 'More'), answerStart('a2', 'q2'));
    await userEvent.click(button('Edit', message('q1')));
    await userEvent.keyboard(' changed');
    await host.happen(text('a2', 'x'), finished('a2'));
    await host.snapshot();
    expect(find<HTMLTextAreaElement>('textarea', message('q1')).value).toBe('Question 1 changed');
  });
});

describe('siblings', () => {
  test('are shown one at a time and chosen by the host', async () => {
    const host = await openWith(...turn(1, 'first'), answerStart('a1b', 'q1'), text('a1b', 'second'), finished('a1b'));
    expect(log().querySelectorAll('article')).toHaveLength(2);
    expect(find('.siblings', message('a1b')).textContent.trim()).toBe('2/2');
    expect(button('Next Answer', message('a1b')).disabled).toBe(true);
    const previous = button('Previous Answer', message('a1b'));
    previous.focus();
    await userEvent.keyboard('{Enter}');
    expect(host.of('choose')).toEqual([{ type: 'choose', messageId: 'a1' }]);
    await host.happen({ type: 'choose', id: 'a1' });
    expect(message('a1').querySelector('.markdown')?.textContent).toBe('first');
    expect(log().querySelector('[data-message-id="a1b"]')).toBeNull();
    expect(document.activeElement).toBe(button('Next Answer', message('a1')));
  });

  test('a new answer goes on where nobody looks', async () => {
    const host = await openWith(...turn(1, 'first'), answerStart('a1b', 'q1'), text('a1b', 'sec'), {
      type: 'choose',
      id: 'a1',
    });
    await host.happen(text('a1b', 'ond'));
    await host.happen({ type: 'choose', id: 'a1b' }, text('a1b', '!'));
    expect(message('a1b').querySelector('.markdown')?.textContent).toBe('second!');
    await host.happen({ type: 'choose', id: 'a1' });
    await host.happen(text('a1b', '?'), finished('a1b'), { type: 'choose', id: 'a1b' });
    expect(message('a1b').querySelector('.markdown')?.textContent).toBe('second!?');
  });

  test('questions have them too', async () => {
    const host = await openWith(...turn(1, 'first'), question('q1b', null, 'Other words'));
    await userEvent.click(button('Previous Question', message('q1b')));
    expect(host.of('choose')).toEqual([{ type: 'choose', messageId: 'q1' }]);
  });
});

describe('hostile text', () => {
  test('becomes nothing but text', async () => {
    const evil =
      '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> [a](javascript:alert(1)) ![i](https://evil.example/x.png)';
    const host = await openWith(question('q1', null, evil, [{ ...attachment, label: evil }]), answerStart('a1', 'q1'));
    await host.happen(
      delta('a1', { type: 'reasoning-delta', text: evil }),
      text('a1', `${evil}\n\n\`\`\`${evil.replaceAll('`', '')}\n${evil}\n\`\`\`\n`),
      delta('a1', { type: 'tool-call-start', id: 't', name: evil }),
      delta('a1', { type: 'citation', url: 'javascript:alert(1)', title: evil }),
      delta('a1', { type: 'image', mimeType: 'image/png" onerror="window.hacked=1', base64: evil }),
      {
        type: 'turn-end',
        id: 'a1',
        state: 'failed',
        error: { kind: 'server', message: evil, retryable: true, requestId: evil },
        timing: { totalMs: 1 },
      },
    );
    host.deliver({ type: 'notice', text: evil, severity: 'error' });
    expect(document.querySelectorAll('#app :is(img, script, iframe, object, style)')).toHaveLength(0);
    const schemes = [...document.querySelectorAll<HTMLAnchorElement>('#app a')].map(({ protocol }) => protocol);
    expect(new Set(schemes)).toEqual(new Set(['https:']));
    expect('hacked' in window).toBe(false);
  });

  test('links are told to the host and never followed', async () => {
    const host = await openWith(...turn(1, '[click](https://example.com/a?b=c "a title") and <https://example.org/>'));
    const outside: Event[] = [];
    const listen = (event: Event) => outside.push(event);
    window.addEventListener('click', listen);
    const [first, second] = [...message('a1').querySelectorAll('a')];
    expect(first?.title).toContain('https://example.com/a?b=c');
    await userEvent.click(first ?? document.body);
    second?.dispatchEvent(new MouseEvent('auxclick', { button: 1, bubbles: true, cancelable: true }));
    window.removeEventListener('click', listen);
    expect(host.of('openLink').map(({ href }) => href)).toEqual(['https://example.com/a?b=c', 'https://example.org/']);
    expect(outside).toEqual([]);
  });
});
