import { expect, test } from 'vitest';
import { searchModels } from '../../../src/core/providers/model-results.ts';
import { modelRow } from '../../../src/core/providers/model-rows.ts';

const gateway = { id: 'gw', label: 'Sample gateway' };
const ollama = { id: 'gw-ollama', label: 'Sample gateway: Ollama' };

const candidates = [
  { ...from(gateway, 'fault/context-length'), isListed: false },
  { ...from(gateway, 'fault/status-429-retry-date'), isListed: false },
  from(gateway, 'sample/gpt-mini-preview'),
  from(gateway, 'sample/markdown'),
  from(gateway, 'sample/gpt-mini'),
  from(ollama, 'sample/markdown'),
  from(ollama, 'llama3:8b'),
];

function from(provider: typeof gateway, id: string) {
  return { row: modelRow(provider, { id }), isListed: true, wasShown: false };
}

/** The ids in the order shown; what is typed as “=provider/id”. */
function search(text: string, shown: readonly string[] = [], rows = candidates): string[] {
  const known = rows.map(candidate => ({ ...candidate, wasShown: shown.includes(candidate.row.modelId) }));
  const { typedFirst, found, typedLast } = searchModels(text, known, [gateway, ollama]);
  const typed = (row: { providerId: string; modelId: string }) => `=${row.providerId}/${row.modelId}`;
  return [...typedFirst.map(typed), ...found.map(({ row }) => row.modelId), ...typedLast.map(typed)];
}

test.each([
  ['ollama', ['sample/markdown', 'llama3:8b', '=gw/ollama', '=gw-ollama/ollama']],
  ['fault/length', ['=gw/fault/length', 'fault/context-length', '=gw-ollama/fault/length']],
  ['fault/status-429', ['=gw/fault/status-429', 'fault/status-429-retry-date', '=gw-ollama/fault/status-429']],
  ['gw/fault/x', ['=gw/fault/x', '=gw-ollama/gw/fault/x']],
  ['fault/context-length', ['fault/context-length', '=gw-ollama/fault/context-length']],
  ['sample/gpt-mini', ['sample/gpt-mini', 'sample/gpt-mini-preview', '=gw-ollama/sample/gpt-mini']],
  ['llama3:8', ['llama3:8b', '=gw/llama3:8', '=gw-ollama/llama3:8']],
  ['sample/gp', ['sample/gpt-mini-preview', 'sample/gpt-mini', '=gw/sample/gp', '=gw-ollama/sample/gp']],
  ['gpt-mini', ['sample/gpt-mini', 'sample/gpt-mini-preview', '=gw/gpt-mini', '=gw-ollama/gpt-mini']],
  ['markdwon', ['sample/markdown', 'sample/markdown', '=gw/markdwon', '=gw-ollama/markdwon']],
  ['gpt maxi', []],
])('%j finds, in this order, %j', (text, expected) => {
  expect(search(text)).toEqual(expected);
});

test('a model is found once, where it comes first', () => {
  expect(
    search('llama3', [], [from(ollama, 'llama3:8b'), ...candidates]).filter(id => id === 'llama3:8b'),
  ).toHaveLength(1);
});

test('what comes while the user reads goes behind what is shown, unless it is just what is typed', () => {
  expect(search('gpt mini', ['sample/gpt-mini-preview']).slice(0, 2)).toEqual([
    'sample/gpt-mini-preview',
    'sample/gpt-mini',
  ]);
  expect(search('sample/gpt-mini', ['sample/gpt-mini-preview'])[0]).toBe('sample/gpt-mini');
});
