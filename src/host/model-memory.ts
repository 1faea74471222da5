import type * as vscode from 'vscode';

/** Of the models used last, so many are offered first. */
const maxRecent = 5;

const favoritesKey = 'favoriteModels';
const recentKey = 'recentModels';

/** Which models the user likes and has used, each as `"<provider id>/<model id>"`; for all windows. */
export class ModelMemory {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** In the order they were added. */
  get favorites(): readonly string[] {
    return this.#read(favoritesKey);
  }

  /** The last used first. */
  get recent(): readonly string[] {
    return this.#read(recentKey);
  }

  async toggleFavorite(key: string): Promise<void> {
    const { favorites } = this;
    const others = favorites.filter(favorite => favorite !== key);
    await this.#state.update(favoritesKey, others.length < favorites.length ? others : [...favorites, key]);
  }

  async used(key: string): Promise<void> {
    await this.#state.update(recentKey, [key, ...this.recent.filter(other => other !== key)].slice(0, maxRecent));
  }

  #read(name: string): string[] {
    const value: unknown = this.#state.get(name);
    return Array.isArray(value) ? value.filter(entry => typeof entry === 'string') : [];
  }
}
