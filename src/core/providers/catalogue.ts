import type { KeyHeader, WireFormatId } from '../wire/wire-format.ts';
import type { ModelListDialect } from './model-list-dialects.ts';

/** The presets as data. A new provider is one row here, and a file in `wire/` only if its protocol is new. */

/** The name of a row, as used in the setting `runnel.providers`. */
export type PresetId =
  | 'requesty'
  | 'openai'
  | 'openai-chat'
  | 'anthropic'
  | 'google'
  | 'mistral'
  | 'openrouter'
  | 'groq'
  | 'deepseek'
  | 'xai'
  | 'azure'
  | 'ollama'
  | 'lmstudio'
  | 'llamacpp'
  | 'vllm'
  | 'openai-compatible'
  | 'anthropic-compatible'
  | 'demo';

/** An address a provider can be reached at. */
export interface PresetAddress {
  label: string;
  baseUrl: string;
  /** The provider's own, published address: a key from the environment is sent there and nowhere else. */
  own: boolean;
}

/** One provider as Runnel knows it before the user has said anything. */
export interface Preset {
  id: PresetId;
  label: string;
  /** One line for pickers. */
  detail: string;
  /** What it speaks, where the user's entry does not say otherwise. */
  format: WireFormatId;
  /** How it lists its models. */
  modelList: ModelListDialect;
  /** The first one is the default; empty where the user has to name an address. */
  addresses: readonly PresetAddress[];
  /** What such an address looks like, where the user has to name it. */
  addressExample?: string;
  /** What to put behind an address that is a bare host. */
  defaultPath?: string;
  /** Environment variables that may hold the key; the first that is set counts. */
  keyEnvironmentNames: readonly string[];
  /** Where the user gets a key. */
  keyUrl?: string;
  /** Which header carries the key, where it is not the wire format's own. */
  keyHeader?: KeyHeader;
  /** Whether a request without a key cannot succeed. Loopback servers never need one. */
  needsKey: boolean;
  /** A server people run themselves: it is looked for at its first address, which is on loopback. */
  local?: true;
}

/** A row for a provider with one published address. */
function hosted(preset: Omit<Preset, 'addresses' | 'needsKey'> & { baseUrl: string }): Preset {
  const { baseUrl, ...rest } = preset;
  return { ...rest, addresses: [{ label: preset.label, baseUrl, own: true }], needsKey: true };
}

/** A row for a server of the user's own. By number, since a name such as `localhost` can be made to mean anything. */
function local(preset: Omit<Preset, 'addresses' | 'needsKey' | 'keyEnvironmentNames'> & { baseUrl: string }): Preset {
  const { baseUrl, ...rest } = preset;
  const addresses = [{ label: preset.label, baseUrl, own: false }];
  return { ...rest, addresses, keyEnvironmentNames: [], needsKey: false, local: true };
}

export const catalogue: Readonly<Record<PresetId, Preset>> = {
  requesty: {
    id: 'requesty',
    label: 'Requesty',
    detail: 'One key for the models of many providers',
    format: 'openai-chat',
    modelList: 'openai',
    addresses: [
      { label: 'Requesty', baseUrl: 'https://router.requesty.ai/v1', own: true },
      { label: 'Requesty (EU)', baseUrl: 'https://router.eu.requesty.ai/v1', own: true },
      { label: 'Requesty by 1route.ai', baseUrl: 'https://gw.1route.ai/v1', own: false },
    ],
    keyEnvironmentNames: ['REQUESTY_API_KEY'],
    keyUrl: 'https://app.requesty.ai/api-keys',
    needsKey: true,
  },
  openai: hosted({
    id: 'openai',
    label: 'OpenAI',
    detail: 'The models of OpenAI, by the Responses protocol, which streams what they think',
    format: 'openai-responses',
    modelList: 'openai',
    baseUrl: 'https://api.openai.com/v1',
    keyEnvironmentNames: ['OPENAI_API_KEY'],
    keyUrl: 'https://platform.openai.com/api-keys',
  }),
  'openai-chat': hosted({
    id: 'openai-chat',
    label: 'OpenAI (chat completions)',
    detail: 'The models of OpenAI, by their older protocol',
    format: 'openai-chat',
    modelList: 'openai',
    baseUrl: 'https://api.openai.com/v1',
    keyEnvironmentNames: ['OPENAI_API_KEY'],
    keyUrl: 'https://platform.openai.com/api-keys',
  }),
  anthropic: hosted({
    id: 'anthropic',
    label: 'Anthropic',
    detail: 'The Claude models, from their maker',
    format: 'anthropic-messages',
    modelList: 'anthropic',
    baseUrl: 'https://api.anthropic.com/v1',
    keyEnvironmentNames: ['ANTHROPIC_API_KEY'],
    keyUrl: 'https://console.anthropic.com/settings/keys',
  }),
  google: hosted({
    id: 'google',
    label: 'Google Gemini',
    detail: 'The Gemini models, with a key of Google AI Studio',
    format: 'gemini-generatecontent',
    modelList: 'gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    keyEnvironmentNames: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'],
    keyUrl: 'https://aistudio.google.com/apikey',
  }),
  mistral: hosted({
    id: 'mistral',
    label: 'Mistral',
    detail: 'The models of Mistral AI',
    format: 'mistral',
    modelList: 'openai',
    baseUrl: 'https://api.mistral.ai/v1',
    keyEnvironmentNames: ['MISTRAL_API_KEY'],
    keyUrl: 'https://console.mistral.ai/api-keys',
  }),
  openrouter: hosted({
    id: 'openrouter',
    label: 'OpenRouter',
    detail: 'One key for the models of many providers, some of them free',
    format: 'openai-chat',
    modelList: 'openai',
    baseUrl: 'https://openrouter.ai/api/v1',
    keyEnvironmentNames: ['OPENROUTER_API_KEY'],
    keyUrl: 'https://openrouter.ai/settings/keys',
  }),
  groq: hosted({
    id: 'groq',
    label: 'Groq',
    detail: 'Open models at high speed',
    format: 'openai-chat',
    modelList: 'openai',
    baseUrl: 'https://api.groq.com/openai/v1',
    keyEnvironmentNames: ['GROQ_API_KEY'],
    keyUrl: 'https://console.groq.com/keys',
  }),
  deepseek: hosted({
    id: 'deepseek',
    label: 'DeepSeek',
    detail: 'The models of DeepSeek',
    format: 'openai-chat',
    modelList: 'openai',
    baseUrl: 'https://api.deepseek.com',
    keyEnvironmentNames: ['DEEPSEEK_API_KEY'],
    keyUrl: 'https://platform.deepseek.com/api_keys',
  }),
  xai: hosted({
    id: 'xai',
    label: 'xAI',
    detail: 'The Grok models',
    // Their documentation calls chat completions deprecated.
    format: 'openai-responses',
    modelList: 'openai',
    baseUrl: 'https://api.x.ai/v1',
    keyEnvironmentNames: ['XAI_API_KEY'],
    keyUrl: 'https://console.x.ai',
  }),
  azure: {
    id: 'azure',
    label: 'Azure OpenAI',
    detail: 'Models deployed in your Azure resource; the model id is the deployment’s name',
    format: 'openai-chat',
    modelList: 'openai',
    addresses: [],
    addressExample: 'https://your-resource.openai.azure.com',
    defaultPath: '/openai/v1',
    // Anybody can have an address at Azure: the variable names the key in a copied request, but is sent nowhere unasked.
    keyEnvironmentNames: ['AZURE_OPENAI_API_KEY'],
    keyHeader: 'api-key',
    needsKey: true,
  },
  ollama: local({
    id: 'ollama',
    label: 'Ollama',
    detail: 'Models on this machine, by Ollama’s own protocol',
    format: 'ollama-ndjson',
    modelList: 'ollama',
    baseUrl: 'http://127.0.0.1:11434',
  }),
  lmstudio: local({
    id: 'lmstudio',
    label: 'LM Studio',
    detail: 'Models on this machine',
    format: 'openai-chat',
    modelList: 'lmstudio',
    baseUrl: 'http://127.0.0.1:1234/v1',
  }),
  llamacpp: local({
    id: 'llamacpp',
    label: 'llama.cpp',
    detail: 'The model that llama-server has loaded on this machine',
    format: 'openai-chat',
    modelList: 'openai',
    baseUrl: 'http://127.0.0.1:8080/v1',
  }),
  vllm: local({
    id: 'vllm',
    label: 'vLLM',
    detail: 'The model that vLLM serves on this machine',
    format: 'openai-chat',
    modelList: 'openai',
    baseUrl: 'http://127.0.0.1:8000/v1',
  }),
  'openai-compatible': {
    id: 'openai-compatible',
    label: 'OpenAI-compatible server',
    detail: 'Any server that speaks chat completions, on this machine or elsewhere',
    format: 'openai-chat',
    modelList: 'openai',
    addresses: [],
    addressExample: 'http://localhost:8000/v1',
    keyEnvironmentNames: [],
    needsKey: false,
  },
  'anthropic-compatible': {
    id: 'anthropic-compatible',
    label: 'Anthropic-compatible server',
    detail: 'Any server that speaks Anthropic’s messages, on this machine or elsewhere',
    format: 'anthropic-messages',
    modelList: 'anthropic',
    addresses: [],
    addressExample: 'https://example.com/anthropic/v1',
    keyEnvironmentNames: [],
    needsKey: false,
  },
  demo: {
    id: 'demo',
    label: 'Offline demo',
    detail: 'A scripted answer; no model, no key, no network',
    format: 'openai-chat',
    modelList: 'openai',
    addresses: [{ label: 'Offline demo', baseUrl: 'http://demo.invalid/v1', own: true }],
    keyEnvironmentNames: [],
    needsKey: false,
  },
};

/** Whether a string names a row of the catalogue. */
export function isPresetId(value: string): value is PresetId {
  return Object.hasOwn(catalogue, value);
}
