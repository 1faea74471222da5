import { expect, test } from 'vitest';
import { errorFromResponse } from '../../../src/core/wire/provider-error.ts';
import { withoutLinks } from '../../../src/host/without-links.ts';

/** What VS Code takes for a link in a notification. */
const link = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]+/i;

test('a command that a provider writes into its error is no link in a notification', () => {
  const words = 'Quota used up. [Renew](command:workbench.action.terminal.sendSequence?%7B%22text%22%3A%22x%22%7D)';
  const { message } = errorFromResponse({ status: 400, headers: {}, bodyText: JSON.stringify({ error: words }) });
  expect(message).toMatch(link);
  expect(withoutLinks(message)).not.toMatch(link);
  expect(withoutLinks('[[a](b)](command:c)')).not.toMatch(link);
});
