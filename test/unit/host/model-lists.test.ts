import { expect, test } from 'vitest';
import { resolveProvider } from '../../../src/core/providers/provider.ts';
import type { Log } from '../../../src/host/log.ts';
import { ModelLists } from '../../../src/host/model-lists.ts';

test('lists that come at the same time are all kept', async () => {
  let stored: unknown;
  const file = {
    read: async () => stored,
    write: async (value: unknown) => {
      stored = value;
    },
  };
  const log = { error: (message: string) => expect.unreachable(message) } as unknown as Log;
  const lists = new ModelLists(
    async () => file,
    async provider => [{ id: `model of ${provider.id}` }],
    log,
  );
  const providers = ['a', 'b', 'c'].map(id => resolveProvider({ id, preset: 'openai' }));
  await Promise.all(providers.map(provider => lists.refresh(provider)));
  expect([...(await lists.read()).values()].flatMap(({ models }) => models.map(({ id }) => id)).sort()).toEqual([
    'model of a',
    'model of b',
    'model of c',
  ]);
});

test('a list that cannot be kept is shown all the same, and the next one is kept', async () => {
  const written: unknown[] = [];
  const errors: string[] = [];
  const file = {
    read: async () => undefined,
    write: async (value: unknown) => {
      if (written.push(value) === 1) throw new Error('disk full');
    },
  };
  const log = { error: (message: string) => errors.push(message) } as unknown as Log;
  const lists = new ModelLists(
    async () => file,
    async () => [{ id: 'm' }],
    log,
  );
  const provider = resolveProvider({ id: 'a', preset: 'openai' });
  expect((await lists.refresh(provider)).models).toEqual([{ id: 'm' }]);
  await lists.refresh(provider);
  expect(errors).toHaveLength(1);
  expect(written).toHaveLength(2);
});
