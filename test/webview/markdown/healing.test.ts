import { expect, test } from 'vitest';
import { heal } from '../../../src/webview/markdown/heal.ts';
import { answer } from './answers.ts';
import { html, open, seeded, units } from './support.ts';

test.each([
  ['plain text', 'plain text'],
  ['a **', 'a'],
  ['a **bo', 'a **bo**'],
  ['a **bold*', 'a **bold**'],
  ['a **bold**', 'a **bold**'],
  ['a **bold** and *it', 'a **bold** and *it*'],
  ['***both', '***both***'],
  ['**a *b', '**a *b***'],
  ['**bold with space ', '**bold with space**'],
  ['~~gone', '~~gone~~'],
  ['_emph', '_emph_'],
  ['snake_case', 'snake_case'],
  ['2 * 3', '2 * 3'],
  ['5*3', '5*3'],
  ['a `', 'a '],
  ['a `cod', 'a `cod`'],
  ['a ``co`d`', 'a ``co`d``'],
  ['a `**x', 'a `**x`'],
  ['**a `c', '**a `c`**'],
  ['**`', ''],
  ['[lin', 'lin'],
  ['[link]', 'link'],
  ['[link](https://exa', 'link'],
  ['[link](https://example.com "tit', 'link'],
  ['[link](https://example.com)', '[link](https://example.com)'],
  ['[link][re', 'link'],
  ['![alt](https://exa', 'alt'],
  ['**[link](htt', '**link**'],
  ['a[0](see the other', 'a[0](see the other'],
  ['[1] (see above', '[1] (see above'],
  ['[note](see what follows here', '[note](see what follows here'],
  ['array[i', 'array[i'],
  ['wow!', 'wow!'],
  ['escaped \\*', 'escaped \\*'],
  ['half \\', 'half'],
  ['<https://exa', 'https://exa'],
  ['a < b', 'a < b'],
])('%j is shown as %j meanwhile', (source, healed) => {
  expect(heal(source)).toBe(healed);
});

/** Everything that is on the screen while `text` is written character by character. */
function frames(text: string): string[] {
  const { element, write } = open();
  return units(text).map(unit => {
    write(unit);
    return element.textContent ?? '';
  });
}

test.each([
  'Some **bold words** here',
  'Some *it* and `code` and ~~gone~~.',
  'A [link](https://example.com "title") here',
  '![image](https://example.com/i.png) here',
  '- [x] done **so**\n- next',
  '1. first\n2. second',
  '# A `heading`\n\ntext',
  'text\n\n---\n\n> quote\n',
  'Rows:\n\n| a | b |\n| - | - |\n| c | d |\n',
])('no marker flashes while %j is written', text => {
  for (const frame of frames(text)) expect(frame).not.toMatch(/[*`~[\]#>|]|\(h|^-|^\d/);
});

test('the line below a paragraph is no heading until it is complete', () => {
  const { element, write } = open();
  for (const unit of units('- item\n  -')) write(unit);
  expect(element.querySelector('h2')).toBeNull();
  write(' nested');
  expect(element.querySelector('h2')).toBeNull();
  expect(element.querySelectorAll('ul')).toHaveLength(2);
});

test('a link definition under way is not shown', () => {
  for (const frame of frames('text\n\n[label]: https://example.com/x')) expect(frame).not.toContain('https');
});

test('what is on the screen does not depend on how it was cut', () => {
  const text = answer(4_000, seeded(21));
  const { element, write } = open();
  for (let at = 0; at < text.length; at += 7) {
    write(text.slice(at, at + 7));
    if (at % 5 !== 0) continue;
    const whole = open();
    whole.write(text.slice(0, at + 7));
    expect(element.innerHTML, JSON.stringify(text.slice(0, at + 7).slice(-80))).toBe(html(whole.element));
  }
});
