import { ageInWords, describeModel } from './describe-model.ts';
import type { ModelInfo } from './model-info.ts';
import type { ModelConfig } from './provider.ts';
import type { ModelList } from './stored-model-lists.ts';

/** The rows of the model picker, as data. */

/** A provider as the picker shows it. */
export interface ListedProvider {
  id: string;
  label: string;
  /** Models the user's settings name. */
  models: readonly ModelConfig[];
  /** What the provider listed; undefined if it never has. */
  list: ModelList | undefined;
}

/** A model that can be picked. */
export interface ModelRow {
  providerId: string;
  modelId: string;
  label: string;
  description: string;
  detail: string;
  /** What a query is compared with. */
  searchText: string;
}

/** `"<provider id>/<model id>"`, as in the setting `runnel.model`. */
export function modelKey({ providerId, modelId }: Pick<ModelRow, 'providerId' | 'modelId'>): string {
  return `${providerId}/${modelId}`;
}

/** All models of a provider: first those the settings name, then those it lists. */
export function providerRows(provider: ListedProvider): ModelRow[] {
  const listed = new Map((provider.list?.models ?? []).map(model => [model.id, model]));
  const named = provider.models.map(config => ({ ...listed.get(config.id), ...labelOf(config), id: config.id }));
  for (const { id } of named) listed.delete(id);
  return [
    // Their rows should not grow when the provider's list comes.
    ...named
      .map(model => modelRow(provider, model))
      .map(row => ({ ...row, detail: row.detail || 'from your settings' })),
    ...[...listed.values()].map(model => modelRow(provider, model)),
  ];
}

function labelOf({ label }: ModelConfig): Pick<ModelInfo, 'label'> {
  return typeof label === 'string' && label !== '' ? { label } : {};
}

/** The row of one model, of which nothing but the id need be known. */
export function modelRow(provider: Pick<ListedProvider, 'id' | 'label'>, model: ModelInfo): ModelRow {
  const label = asPlainText(model.id);
  // In every row: what a search finds has no headings.
  const description = [model.label, provider.label].filter(Boolean).join(' · ');
  return {
    providerId: provider.id,
    modelId: model.id,
    label,
    description: asPlainText(description),
    detail: asPlainText(describeModel(model)),
    searchText: [model.id, model.label, provider.label, ...(model.aliases ?? [])].filter(Boolean).join(' '),
  };
}

/** VS Code shows `$(name)` as an icon, whoever wrote it. An invisible character in between keeps it text. */
export function asPlainText(text: string): string {
  return text.replaceAll('$(', '$\u2060(');
}

/** The heading of a provider's models: short, since it takes the room from the first row. */
export function providerHeading({ label, list }: ListedProvider, now: number, hasProblem = false): string {
  const age = list && ageInWords(Math.max(0, now - list.listedAt));
  const parts = [label, age === 'just now' ? undefined : age, hasProblem && list ? 'not refreshed' : undefined];
  return asPlainText(parts.filter(Boolean).join(' · '));
}

/** Which of the models the text stands for, when it is none of the rows: at the provider it names, else at any. */
export function typedModels(
  text: string,
  providers: readonly Pick<ListedProvider, 'id' | 'label'>[],
  isListed: (key: string) => boolean,
): ModelRow[] {
  const id = text.trim();
  // No model's id has blanks in it, but a search has.
  if (id === '' || /\s/.test(id)) return [];
  const named = providers.find(provider => id.startsWith(`${provider.id}/`) && id.length > provider.id.length + 1);
  const candidates = [
    ...(named ? [{ provider: named, modelId: id.slice(named.id.length + 1) }] : []),
    // Gateways' own ids begin with a provider's name as well.
    ...providers.filter(provider => provider !== named).map(provider => ({ provider, modelId: id })),
  ];
  return candidates
    .filter(({ provider, modelId }) => !isListed(modelKey({ providerId: provider.id, modelId })))
    .slice(0, 8)
    .map(({ provider, modelId }) => ({
      providerId: provider.id,
      modelId,
      label: `$(edit) Use this id at ${asPlainText(provider.label)}`,
      description: asPlainText(modelId),
      detail: '',
      searchText: id,
    }));
}
