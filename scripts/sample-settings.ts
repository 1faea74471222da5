import type { Settings } from './vscode-server/settings.ts';

/** The provider that the sample gateway is set up as. */
export const sampleProviderId = 'sample';

/** Settings with which Runnel asks the sample gateway at this base URL. */
export function sampleSettings(baseUrl: string, models = ['sample/markdown', 'sample/code', 'sample/long']): Settings {
  const [model = ''] = models;
  return {
    'runnel.providers': [
      { id: sampleProviderId, label: 'Sample gateway', preset: 'openai-compatible', baseUrl, models },
    ],
    'runnel.model': `${sampleProviderId}/${model}`,
  };
}
