import type { WireFormatId } from '../wire/wire-format.ts';

/** The presets as data. A new provider is one row here, and a file in `wire/` only if its protocol is new. */

/** The name of a row, as used in the setting `runnel.providers`. */
export type PresetId = 'requesty' | 'openai' | 'openai-compatible' | 'demo';

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
  format: WireFormatId;
  /** The first one is the default; empty where the user has to name an address. */
  addresses: readonly PresetAddress[];
  /** Environment variable that may hold the key. */
  keyEnvironmentName?: string;
  /** Where the user gets a key. */
  keyUrl?: string;
  /** Whether a request without a key cannot succeed. Loopback servers never need one. */
  needsKey: boolean;
}

export const catalogue: Readonly<Record<PresetId, Preset>> = {
  requesty: {
    id: 'requesty',
    label: 'Requesty',
    detail: 'One key for the models of many providers',
    format: 'openai-chat',
    addresses: [
      { label: 'Requesty', baseUrl: 'https://router.requesty.ai/v1', own: true },
      { label: 'Requesty (EU)', baseUrl: 'https://router.eu.requesty.ai/v1', own: true },
      { label: 'Requesty by 1route.ai', baseUrl: 'https://gw.1route.ai/v1', own: false },
    ],
    keyEnvironmentName: 'REQUESTY_API_KEY',
    keyUrl: 'https://app.requesty.ai/api-keys',
    needsKey: true,
  },
  openai: {
    id: 'openai',
    label: 'OpenAI',
    detail: 'The models of OpenAI, with a key of the OpenAI platform',
    format: 'openai-chat',
    addresses: [{ label: 'OpenAI', baseUrl: 'https://api.openai.com/v1', own: true }],
    keyEnvironmentName: 'OPENAI_API_KEY',
    keyUrl: 'https://platform.openai.com/api-keys',
    needsKey: true,
  },
  'openai-compatible': {
    id: 'openai-compatible',
    label: 'OpenAI-compatible server',
    detail: 'Any server that speaks chat completions, on this machine or elsewhere',
    format: 'openai-chat',
    addresses: [],
    needsKey: false,
  },
  demo: {
    id: 'demo',
    label: 'Offline demo',
    detail: 'A scripted answer; no model, no key, no network',
    format: 'openai-chat',
    addresses: [{ label: 'Offline demo', baseUrl: 'http://demo.invalid/v1', own: true }],
    needsKey: false,
  },
};

/** Whether a string names a row of the catalogue. */
export function isPresetId(value: string): value is PresetId {
  return Object.hasOwn(catalogue, value);
}
