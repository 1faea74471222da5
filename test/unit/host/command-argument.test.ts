import { expect, test } from 'vitest';
import { commandArgumentProblem, parseCommandArgument } from '../../../src/host/commands/command-argument.ts';

test('a target or model that nobody knows is named, with what it can be', () => {
  expect(commandArgumentProblem({ target: 'terminal' })).toBe(
    '“target” is "terminal", and can be “panel”, “cursor”, “replace”, “newFile”, “diff”.',
  );
  expect(commandArgumentProblem({ target: 3 })).toMatch('“target” is 3');
  expect(commandArgumentProblem({ model: 'gpt' })).toBe('“model” is "gpt", and has to be “<provider id>/<model id>”.');
});

test('what a menu passes is no problem', () => {
  for (const value of [undefined, null, 'text', {}, { path: '/a', scheme: 'file' }, { target: 'diff', model: 'a/b' }]) {
    expect(commandArgumentProblem(value)).toBeUndefined();
  }
});

test('fields that are not what they should be are left out', () => {
  expect(parseCommandArgument({ prompt: ' ', model: 7, target: 'nowhere' })).toEqual({});
  expect(parseCommandArgument({ prompt: 'p', model: 'a/b', target: 'newFile' })).toEqual({
    prompt: 'p',
    model: 'a/b',
    target: 'newFile',
  });
});

test('what has no end, or cannot be written down, is only named', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  for (const target of [
    circle,
    {
      toJSON: () => {
        throw new Error('no');
      },
    },
  ]) {
    expect(commandArgumentProblem({ target })).toMatch('“target” is an object, and');
  }
  expect(commandArgumentProblem({ target: [circle] })).toMatch('“target” is a list, and');
  expect(commandArgumentProblem({ model: 10n })).toMatch('“model” is 10, and');
  expect(commandArgumentProblem({ model: Symbol('x') })).toMatch('“model” is Symbol(x), and');
  expect(commandArgumentProblem({ model: 'x'.repeat(1_000_000) })?.length).toBeLessThan(200);
});
