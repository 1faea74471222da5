import * as vscode from 'vscode';
import { StreamFailure } from '../../core/delta.ts';
import { type Provider, resolveProvider } from '../../core/providers/provider.ts';
import type { Services } from '../services.ts';
import { readSettings, writeModel } from '../settings.ts';
import { pickOrType } from './pick-or-type.ts';

interface ProviderItem extends vscode.QuickPickItem {
  provider?: Provider;
  setUp?: true;
}

/** `Runnel: Select Model…`: first the provider, then one of its models or an id typed by hand. */
export async function selectModel(services: Services): Promise<void> {
  const item = await vscode.window.showQuickPick(providerItems(), {
    title: 'Runnel: Select Model',
    placeHolder: 'Who should answer?',
  });
  if (item?.setUp) await vscode.commands.executeCommand('runnel.setApiKey');
  else if (item?.provider) await chooseModel(services, item.provider);
}

/** Lets the user pick one of a provider's models and makes it the model of the next question. */
export async function chooseModel(services: Services, provider: Provider): Promise<void> {
  const modelId = provider.preset.id === 'demo' ? 'demo' : await pickModelId(services, provider);
  if (modelId) await writeModel(provider.id, modelId);
}

/** The provider may list its models or not, and slowly: what is configured is shown at once, and any id can be typed. */
function pickModelId(services: Services, provider: Provider): Promise<string | undefined> {
  const choice = (id: string) => ({ label: id, value: id });
  return pickOrType({
    title: `Runnel: Model of ${provider.label}`,
    placeholder: 'Pick a model, or type its id',
    choices: provider.models.map(({ id }) => choice(id)),
    typed: id => ({ label: '$(edit) Use This Id', description: id, value: id }),
    load: async () =>
      [...new Set([...provider.models, ...(await services.answers.listModels(provider))].map(({ id }) => id))].map(
        choice,
      ),
  });
}

function providerItems(): ProviderItem[] {
  const { providers, model } = readSettings();
  const items = providers.map(config => {
    try {
      const provider = resolveProvider(config);
      const chosen = model?.providerId === provider.id ? model.modelId : undefined;
      return { label: provider.label, description: chosen ?? '', detail: providerDetail(provider), provider };
    } catch (error) {
      const problem = StreamFailure.is(error) ? error.error.message : String(error);
      return { label: `$(warning) ${config.id}`, detail: problem };
    }
  });
  return [
    ...items,
    { label: '$(add) Set Up a Provider…', detail: 'Requesty, OpenAI, or a server of your own', setUp: true },
  ];
}

/** Two servers of one kind are told apart by their address. */
function providerDetail(provider: Provider): string {
  return provider.preset.id === 'openai-compatible' ? provider.baseUrl : provider.preset.detail;
}
