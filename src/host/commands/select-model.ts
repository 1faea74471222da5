import * as vscode from 'vscode';
import { findLocalServers } from '../../core/providers/local-servers.ts';
import type { ModelInfo } from '../../core/providers/model-info.ts';
import {
  asPlainText,
  type ListedProvider,
  type ModelRow,
  modelKey,
  modelRow,
  providerHeading,
  providerRows,
} from '../../core/providers/model-rows.ts';
import { type Provider, parseModelSetting, resolveProvider } from '../../core/providers/provider.ts';
import { modelListKey } from '../../core/providers/stored-model-lists.ts';
import type { Services } from '../services.ts';
import { freeProviderId, readSettings, writeModel, writeProvider } from '../settings.ts';
import { listVsCodeModels, vsCodeProvider } from '../vscode-models.ts';
import { ModelPicker, type PickerRow } from './model-picker.ts';
import { openSettings, problemRow, remedyFor } from './provider-problems.ts';

/**
 * `Runnel: Select Model…`: all models of all providers in one list, or an id typed by hand.
 *
 * @returns false if it has led elsewhere, such as to the settings
 */
export function selectModel(services: Services): Promise<boolean> {
  return new ModelSelection(services).open();
}

/** Lets the user pick one of a provider's models and makes it the model of the next question. */
export async function chooseModel(services: Services, provider: Provider): Promise<boolean> {
  if (provider.preset.id !== 'demo') return new ModelSelection(services, provider.id).open();
  await writeModel(provider.id, 'demo');
  return true;
}

/** A provider in the list, and where its heading stands. */
interface Section {
  provider: Provider;
  listed: ListedProvider;
  heading: PickerRow | undefined;
  /** Says why it lists no models, where that is so. */
  problem: PickerRow | undefined;
  /** The models that have a row, by their ids. */
  shown: Set<string>;
}

/** One opening of the picker. */
class ModelSelection {
  readonly #services: Services;
  readonly #only: string | undefined;
  /** Ends the search for local servers when the picker closes. */
  readonly #closing = new AbortController();

  /** @param only the id of the one provider whose models are offered; all if not given */
  constructor(services: Services, only?: string) {
    this.#services = services;
    this.#only = only;
  }

  /** Opens the picker with what is known, and lets it grow; resolves when it has closed. */
  async open(): Promise<boolean> {
    const { modelLists, modelMemory } = this.#services;
    const [lists, { sections, problems }] = [await modelLists.read(), this.#providers()];
    for (const section of sections) section.listed.list = lists.get(modelListKey(section.provider));
    const rows = [
      ...(this.#only === undefined ? this.#familiarRows(sections) : []),
      ...sections.flatMap(section => this.#sectionRows(section)),
      ...problems,
      ...(this.#only === undefined ? [setUpRow] : []),
    ];
    const picker = new ModelPicker({
      title: this.#title(sections),
      rows,
      providers: this.#typedProviders(sections),
      current: currentKey(),
      isFavorite: key => modelMemory.favorites.includes(key),
      toggleFavorite: key => modelMemory.toggleFavorite(key),
      picked: row => this.#use(row),
      refresh: () => void picker.during(this.#refreshAll(picker, sections)),
      setUp,
      closed: () => this.#closing.abort(),
    });
    const stale = sections.filter(({ listed }) => !modelLists.isFresh(listed.list));
    const work = [this.#refreshAll(picker, stale)];
    if (this.#only === undefined) work.push(this.#addVsCodeModels(picker), this.#addLocalServers(picker, sections));
    void picker.during(Promise.all(work));
    return picker.done;
  }

  async #use(row: ModelRow): Promise<void> {
    await writeModel(row.providerId, row.modelId);
    await this.#services.modelMemory.used(modelKey(row));
  }

  #title(sections: readonly Section[]): string {
    const [first] = sections;
    return this.#only === undefined || !first
      ? 'Runnel: Select Model'
      : `Runnel: Model of ${asPlainText(first.listed.label)}`;
  }

  /** The configured providers, and what is wrong with those that cannot be used. */
  #providers(): { sections: Section[]; problems: PickerRow[] } {
    const sections: Section[] = [];
    const problems: PickerRow[] = [];
    for (const config of readSettings().providers) {
      if (this.#only !== undefined && config.id !== this.#only) continue;
      try {
        const provider = resolveProvider(config);
        const listed = { id: provider.id, label: provider.label, models: provider.models, list: undefined };
        sections.push({ provider, listed, heading: undefined, problem: undefined, shown: new Set() });
      } catch (error) {
        problems.push(problemRow(config.id, error, openSettings));
      }
    }
    return { sections, problems };
  }

  /** Where a typed id may belong to, that of the chosen model first. The demo knows one model only. */
  #typedProviders(sections: readonly Section[]): Pick<ListedProvider, 'id' | 'label'>[] {
    const chosen = readSettings().model?.providerId;
    const listed = sections.filter(({ provider }) => provider.preset.id !== 'demo').map(section => section.listed);
    return [...listed.filter(({ id }) => id === chosen), ...listed.filter(({ id }) => id !== chosen)];
  }

  /** Favorites, then what was used last. */
  #familiarRows(sections: readonly Section[]): PickerRow[] {
    const { favorites, recent } = this.#services.modelMemory;
    const known = (keys: readonly string[]) =>
      keys.map(key => this.#knownRow(key, sections)).filter(row => row !== undefined);
    return [
      ...block('favorites', known(favorites)),
      ...block('recently used', known(recent.filter(key => !favorites.includes(key)))),
    ];
  }

  /** Also offline and when its provider no longer lists it, but not when its provider is gone. */
  #knownRow(key: string, sections: readonly Section[]): PickerRow | undefined {
    const model = parseModelSetting(key);
    if (!model) return undefined;
    if (model.providerId === vsCodeProvider.id)
      return { ...modelPick(modelRow(vsCodeProvider, { id: model.modelId })), isUnlisted: true };
    const listed = sections.find(section => section.provider.id === model.providerId)?.listed;
    if (!listed) return undefined;
    const row = providerRows(listed).find(candidate => candidate.modelId === model.modelId);
    return row ? modelPick(row) : { ...modelPick(modelRow(listed, { id: model.modelId })), isUnlisted: true };
  }

  #sectionRows(section: Section): PickerRow[] {
    const rows = providerRows(section.listed);
    if (rows.length === 0) return [];
    section.heading = { type: 'heading', label: providerHeading(section.listed, Date.now()) };
    for (const { modelId } of rows) section.shown.add(modelId);
    return [section.heading, ...rows.map(modelPick)];
  }

  async #refreshAll(picker: ModelPicker, sections: readonly Section[]): Promise<void> {
    await Promise.all(sections.map(section => this.#refresh(picker, section)));
  }

  async #refresh(picker: ModelPicker, section: Section): Promise<void> {
    const { provider, listed } = section;
    // It has one, which is in its entry.
    if (provider.preset.id === 'demo') return;
    try {
      listed.list = await this.#services.modelLists.refresh(provider);
      this.#update(picker, section);
      this.#showProblem(picker, section, { type: 'heading', label: '' });
    } catch (error) {
      if (listed.list) this.#changeHeading(picker, section, true);
      this.#showProblem(picker, section, problemRow(provider.label, error, remedyFor(error, provider)));
    }
  }

  /** In the place of the one before it, if there is one; a heading of nothing is not seen. */
  #showProblem(picker: ModelPicker, section: Section, row: PickerRow): void {
    if (section.problem) picker.replace(section.problem, row);
    else if (row.type === 'heading') return;
    else picker.add([row]);
    section.problem = row;
  }

  /** Puts what is new at the end, since rows must not move. What the provider no longer lists goes with the next opening. */
  #update(picker: ModelPicker, section: Section): void {
    const fresh = providerRows(section.listed).filter(({ modelId }) => !section.shown.has(modelId));
    for (const { modelId } of fresh) section.shown.add(modelId);
    this.#changeHeading(picker, section);
    const label = providerHeading(section.listed, Date.now());
    const heading: PickerRow = { type: 'heading', label: section.heading ? `new: ${label}` : label };
    section.heading ??= heading;
    if (fresh.length > 0) picker.add([heading, ...fresh.map(modelPick)]);
  }

  #changeHeading(picker: ModelPicker, section: Section, hasProblem = false): void {
    if (!section.heading) return;
    const heading: PickerRow = { type: 'heading', label: providerHeading(section.listed, Date.now(), hasProblem) };
    picker.replace(section.heading, heading);
    section.heading = heading;
  }

  async #addVsCodeModels(picker: ModelPicker): Promise<void> {
    let models: ModelInfo[];
    try {
      models = await listVsCodeModels();
    } catch (error) {
      this.#services.log.warn(`VS Code did not list its models: ${String(error)}`);
      return;
    }
    picker.add(
      block(
        'VS Code',
        models.map(model => modelPick(modelRow(vsCodeProvider, model))),
      ),
    );
  }

  async #addLocalServers(picker: ModelPicker, sections: readonly Section[]): Promise<void> {
    const ports = sections
      .filter(({ provider }) => provider.loopback)
      .map(({ provider }) => new URL(provider.baseUrl.trim()).port);
    const { transport } = await this.#services.platform();
    // None of these can fail for a reason that the user should hear of: nothing is there, mostly.
    const servers = await findLocalServers(transport, new Set(ports), this.#closing.signal);
    for (const { preset, models } of servers) {
      const config = { id: freeProviderId(preset.id), preset: preset.id };
      const pick = () => writeProvider(config);
      const rows = models.map(model => modelRow({ id: config.id, label: preset.label }, model));
      picker.add(
        block(
          `found on this machine: ${preset.label}`,
          rows.map(row => ({ type: 'model', row, pick })),
        ),
      );
    }
  }
}

function currentKey(): string | undefined {
  const { model } = readSettings();
  return model && modelKey(model);
}

function block(label: string, rows: readonly PickerRow[]): PickerRow[] {
  return rows.length === 0 ? [] : [{ type: 'heading', label }, ...rows];
}

function modelPick(row: ModelRow): PickerRow & { type: 'model' } {
  return { type: 'model', row };
}

function setUp(): unknown {
  return vscode.commands.executeCommand('runnel.setApiKey');
}

const setUpRow: PickerRow = {
  type: 'action',
  action: {
    label: '$(add) Set Up a Provider…',
    detail: 'Requesty, OpenAI, Anthropic, Google, Mistral, Ollama and others, or a server of your own',
    always: true,
    run: setUp,
  },
};
