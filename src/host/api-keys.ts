import type * as vscode from 'vscode';
import { acceptsEnvironmentKey, type Provider } from '../core/providers/provider.ts';

/**
 * API keys: in `SecretStorage` only, each bound to a provider and the origin it was entered for, so that a changed base
 * URL never sends an old key to a new host.
 */
export class ApiKeys {
  readonly #secrets: vscode.SecretStorage;
  readonly #environment: (name: string) => Promise<string | undefined>;

  /** @param environment reads a variable of the host's environment */
  constructor(secrets: vscode.SecretStorage, environment: (name: string) => Promise<string | undefined>) {
    this.#secrets = secrets;
    this.#environment = environment;
  }

  /** The key for a provider at the address it now has: the one entered for it, else one from the environment. */
  async get(provider: Provider): Promise<string | undefined> {
    const stored = await this.#secrets.get(secretName(provider));
    if (stored) return stored;
    if (!acceptsEnvironmentKey(provider)) return undefined;
    for (const name of provider.preset.keyEnvironmentNames) {
      const value = await this.#environment(name);
      if (value) return value;
    }
    return undefined;
  }

  /** Whether a key was entered for the provider at this address. */
  async isStored(provider: Provider): Promise<boolean> {
    return Boolean(await this.#secrets.get(secretName(provider)));
  }

  async set(provider: Provider, key: string): Promise<void> {
    await this.#secrets.store(secretName(provider), key);
  }

  async delete(provider: Provider): Promise<void> {
    await this.#secrets.delete(secretName(provider));
  }
}

function secretName(provider: Provider): string {
  return `apiKey:${provider.id}@${provider.origin}`;
}
