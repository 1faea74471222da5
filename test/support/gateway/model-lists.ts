import type { WireFormatId } from '../../../src/core/wire/wire-format.ts';
import { createdAt } from './answer.ts';

type Fields = Record<string, unknown>;

/** What the gateway says of its models. The figures are made up, and differ from model to model. */
interface SampleModel {
  id: string;
  context: number;
  maxOutput: number;
  /** In US dollars for a token. */
  inputPrice: number;
  reasoning: boolean;
  vision: boolean;
}

/** As many as a gateway to many providers has. */
const MANY = 480;

const VENDORS = ['openai', 'anthropic', 'google', 'mistral', 'deepseek', 'alibaba', 'meta', 'xai'];
const NAMES = ['atlas', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heron', 'iris', 'juniper'];
const SIZES = ['nano', 'mini', 'small', 'medium', 'large', 'pro'];

/** Ids such as a gateway's: provider, name, size. All different. */
export function manyModels(): string[] {
  return Array.from({ length: MANY }, (_, index) => {
    const vendor = VENDORS[index % VENDORS.length];
    const name = NAMES[Math.floor(index / VENDORS.length) % NAMES.length];
    const size = SIZES[Math.floor(index / (VENDORS.length * NAMES.length))];
    return `${vendor}/sample-${name}-${size}`;
  });
}

function describe(id: string, index: number): SampleModel {
  return {
    id,
    context: [8192, 32_768, 128_000, 200_000, 1_000_000][index % 5] ?? 8192,
    maxOutput: [4096, 8192, 16_384, 64_000][index % 4] ?? 4096,
    inputPrice: [0.000_000_1, 0.000_000_5, 0.000_003, 0.000_015][index % 4] ?? 0,
    reasoning: /reasoning|think|large|pro/.test(id),
    vision: index % 2 === 0,
  };
}

/** A page of a model list, as the protocol has it. */
export function modelList(format: WireFormatId, ids: readonly string[], query: URLSearchParams): unknown {
  const models = ids.map(describe);
  switch (format) {
    case 'openai-chat':
    case 'openai-responses':
      return { object: 'list', data: models.map(openAiModel) };
    case 'anthropic-messages':
      return anthropicPage(models, query);
    case 'gemini-generatecontent':
      return geminiPage(models, query);
    case 'mistral':
      return { object: 'list', data: mistralModels(models) };
    case 'ollama-ndjson':
      return { models: models.map(ollamaModel) };
  }
}

/** With the fields that Requesty adds. */
function openAiModel({ id, context, maxOutput, inputPrice, reasoning, vision }: SampleModel): Fields {
  return {
    id,
    object: 'model',
    created: createdAt,
    owned_by: 'sample',
    description: `A scripted answer, not a model: ${id}`,
    context_window: context,
    max_output_tokens: maxOutput,
    input_price: inputPrice,
    output_price: inputPrice * 5,
    cached_price: inputPrice / 10,
    caching_price: 0,
    supports_caching: false,
    supports_vision: vision,
    supports_reasoning: reasoning,
  };
}

function anthropicPage(models: readonly SampleModel[], query: URLSearchParams): unknown {
  const after = query.get('after_id');
  const start = after === null ? 0 : models.findIndex(({ id }) => id === after) + 1;
  const page = models.slice(start, start + pageSize(query.get('limit'), 20));
  return {
    data: page.map(({ id, context, maxOutput }) => ({
      type: 'model',
      id,
      display_name: displayName(id),
      created_at: new Date(createdAt * 1000).toISOString(),
      max_input_tokens: context,
      max_tokens: maxOutput,
    })),
    has_more: start + page.length < models.length,
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
  };
}

function geminiPage(models: readonly SampleModel[], query: URLSearchParams): unknown {
  const all = [
    ...models.map(({ id, context, maxOutput, reasoning }) => ({
      name: `models/${id}`,
      displayName: displayName(id),
      description: `A scripted answer, not a model: ${id}`,
      inputTokenLimit: context,
      outputTokenLimit: maxOutput,
      supportedGenerationMethods: ['generateContent', 'countTokens'],
      ...(reasoning ? { thinking: true } : {}),
    })),
    { name: 'models/sample-embedding', displayName: 'Sample embedding', supportedGenerationMethods: ['embedContent'] },
  ];
  const start = Number(query.get('pageToken') ?? 0);
  const end = start + pageSize(query.get('pageSize'), 50);
  return { models: all.slice(start, end), ...(end < all.length ? { nextPageToken: String(end) } : {}) };
}

/** One model has an alias, and one cannot chat. */
function mistralModels(models: readonly SampleModel[]): Fields[] {
  const list = models.map(({ id, context, reasoning, vision }, index): Fields => {
    const capabilities = { completion_chat: true, function_calling: true, vision, reasoning };
    const aliases = index === 0 ? [`${id}-latest`] : [];
    const more = { max_context_length: context, aliases, deprecation: null, type: 'base', capabilities };
    return { id, object: 'model', name: id, description: `A scripted answer, not a model: ${id}`, ...more };
  });
  const [first] = list;
  const alias = first ? [{ ...first, id: `${first['id']}-latest`, aliases: [first['id']] }] : [];
  const embedding = {
    id: 'sample-embed',
    object: 'model',
    name: 'sample-embed',
    capabilities: { completion_chat: false },
  };
  return [...list, ...alias, embedding];
}

function ollamaModel({ id }: SampleModel): Fields {
  return {
    name: id,
    model: id,
    modified_at: new Date(createdAt * 1000).toISOString(),
    size: 4_000_000_000,
    digest: '0'.repeat(64),
    details: {
      format: 'gguf',
      family: 'sample',
      families: ['sample'],
      parameter_size: '7B',
      quantization_level: 'Q4_K_M',
    },
  };
}

/** What Ollama answers to `POST /api/show`, or undefined for a model that is not there. */
export function ollamaDetails(ids: readonly string[], id: string): unknown {
  const index = ids.indexOf(id);
  if (index < 0) return undefined;
  const { context, reasoning, vision } = describe(id, index);
  return {
    details: ollamaModel(describe(id, index))['details'],
    model_info: { 'general.architecture': 'sample', 'sample.context_length': context },
    capabilities: ['completion', 'tools', ...(vision ? ['vision'] : []), ...(reasoning ? ['thinking'] : [])],
  };
}

function displayName(id: string): string {
  return id
    .replace(/^.*\//, '')
    .replaceAll('-', ' ')
    .replace(/^./, letter => letter.toUpperCase());
}

function pageSize(asked: string | null, standard: number): number {
  const size = Number(asked ?? standard);
  return Number.isInteger(size) && size > 0 ? Math.min(size, 1000) : standard;
}
