import type { ModelInfo } from '../core/providers/model-info.ts';
import type { Provider } from '../core/providers/provider.ts';
import {
  type ModelList,
  type ModelListsByKey,
  modelListKey,
  readStoredModelLists,
  storedModelLists,
} from '../core/providers/stored-model-lists.ts';
import type { Log } from './log.ts';
import type { StateFile } from './platform.ts';

/** An older list is asked for anew when the picker opens, in milliseconds. */
const freshForMs = 60 * 60 * 1000;

/**
 * What providers said of their models, kept on disk for all windows, so that the picker opens at once and without a
 * network. A file, and not VS Code's own memory: that is read as a whole at every start, and lists are long.
 */
export class ModelLists {
  readonly #file: () => Promise<StateFile>;
  readonly #ask: (provider: Provider) => Promise<ModelInfo[]>;
  readonly #log: Log;
  readonly #running = new Map<string, Promise<ModelList>>();
  #saved: Promise<void> = Promise.resolve();

  /** @param ask the provider itself */
  constructor(file: () => Promise<StateFile>, ask: (provider: Provider) => Promise<ModelInfo[]>, log: Log) {
    this.#file = file;
    this.#ask = ask;
    this.#log = log;
  }

  /** All lists there are, by {@link modelListKey}; read anew each time, since other windows write them too. */
  async read(): Promise<ModelListsByKey> {
    return readStoredModelLists(await (await this.#file()).read());
  }

  /** Whether a list is so young that it need not be asked for again. */
  isFresh(list: ModelList | undefined): boolean {
    return list !== undefined && Math.abs(Date.now() - list.listedAt) < freshForMs;
  }

  /**
   * Asks the provider and keeps what it says. Asked twice at a time, it asks once.
   *
   * @throws StreamFailure when it does not say; what was kept of it stays
   */
  refresh(provider: Provider): Promise<ModelList> {
    const key = modelListKey(provider);
    const running = this.#running.get(key);
    if (running) return running;
    const refreshing = this.#refresh(provider, key).finally(() => this.#running.delete(key));
    this.#running.set(key, refreshing);
    return refreshing;
  }

  async #refresh(provider: Provider, key: string): Promise<ModelList> {
    const list = { models: await this.#ask(provider), listedAt: Date.now() };
    // One after the other: all providers are asked at once, and each would write the others' lists as they were before.
    this.#saved = this.#saved
      .then(() => this.#save(key, list))
      .catch(error => this.#log.error(`The models of ${provider.label} could not be saved: ${String(error)}`));
    await this.#saved;
    return list;
  }

  async #save(key: string, list: ModelList): Promise<void> {
    const file = await this.#file();
    const lists = readStoredModelLists(await file.read());
    await file.write(storedModelLists(lists.set(key, list)));
  }
}
