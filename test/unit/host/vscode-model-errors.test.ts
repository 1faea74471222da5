import { describe, expect, test } from 'vitest';
import { StreamFailure } from '../../../src/core/delta.ts';
import {
  noImagesError,
  noModelAccessError,
  noModelsError,
  vsCodeModelError,
} from '../../../src/host/vscode-model-errors.ts';

const coded = (code: string, message = '', cause?: unknown) => Object.assign(new Error(message, { cause }), { code });

describe('what VS Code throws', () => {
  test.each([
    [coded('NoPermissions'), 'auth', false, /Manage Language Model Access/],
    [coded('Blocked', 'used up'), 'quota', false, /: “used up”\. Wait/],
    [coded('NotFound'), 'not-found', false, /Select Model/],
    [
      coded('Unknown', 'outer', new Error('the <i>inner</i> one')),
      'server',
      true,
      /failed: “the inner one”\. Try again/,
    ],
    [coded('', 'Wrong key sk-abcdefgh12345678'), 'server', true, /“Wrong key \(key\)”/],
    ['no error at all', 'server', true, /failed\. Try again/],
  ] as const)('%s', (thrown, kind, retryable, message) => {
    expect(vsCodeModelError(thrown, 'Model X')).toMatchObject({
      kind,
      retryable,
      message: expect.stringMatching(message),
    });
    expect(vsCodeModelError(thrown, 'Model X').message).toContain('“Model X”');
  });

  test('a failure of ours passes through', () => {
    expect(vsCodeModelError(new StreamFailure(noModelsError()), 'X')).toEqual(noModelsError());
  });

  test('an error that is its own cause is read once', () => {
    const error: Error = coded('Unknown', 'round');
    error.cause = error;
    expect(vsCodeModelError(error, 'X').message).toMatch(/“round”/);
  });

  test('what is missing says what to do', () => {
    expect(noModelsError().message).toMatch(/sign in to GitHub Copilot or install an extension/);
    expect(noModelAccessError().message).toMatch(/Select Model/);
    expect(noImagesError().message).toMatch(/Update VS Code/);
  });
});
