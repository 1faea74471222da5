import { expect, test } from 'vitest';
import { askTargets } from '../../../src/core/insertion/insertion-target.ts';
import { askRows } from '../../../src/host/commands/ask-rows.ts';

/** Each row as `name > target`; what is typed is its own name. */
function rows(text: string, targets = askTargets.slice()): string[] {
  return askRows(text, targets).map(({ prompt, target, template }) => `${template?.label ?? prompt} > ${target}`);
}

test('without words each template is offered where its answer is mostly wanted', () => {
  expect(rows('')).toEqual([
    'Explain > panel',
    'Fix > diff',
    'Write Tests > newFile',
    'Document > diff',
    'Simplify > diff',
    'Find Bugs > panel',
  ]);
});

test('a template whose own target is not there goes to the usual one', () => {
  expect(rows('', ['panel', 'cursor', 'newFile']).slice(0, 3)).toEqual([
    'Explain > panel',
    'Fix > panel',
    'Write Tests > newFile',
  ]);
});

test('a question can go everywhere, to the panel first', () => {
  expect(rows('Why?')).toEqual(askTargets.map(target => `Why? > ${target}`));
});

test('the beginning of a template’s name offers it with every target, and the words as a question after it', () => {
  expect(rows('Fi', ['panel', 'diff'])).toEqual([
    'Fix > diff',
    'Fix > panel',
    'Find Bugs > panel',
    'Find Bugs > diff',
    'Fi > panel',
    'Fi > diff',
  ]);
  expect(rows('tests', ['panel'])).toEqual(['Write Tests > panel', 'tests > panel']);
  expect(rows('ests', ['panel'])).toEqual(['ests > panel']);
});

test('where only one target is wanted there is no other', () => {
  expect(new Set(askRows('e', ['diff']).map(({ target }) => target))).toEqual(new Set(['diff']));
});
