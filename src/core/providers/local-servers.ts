import type { Transport } from '../transport/transport.ts';
import { catalogue, type Preset } from './catalogue.ts';
import { listModels } from './list-models.ts';
import type { ModelInfo } from './model-info.ts';

/** A server that was found on this machine. */
export interface LocalServer {
  preset: Preset;
  baseUrl: string;
  models: readonly ModelInfo[];
}

/** Longest wait for a server on this machine, in milliseconds. */
const localTimeoutMs = 300;

/**
 * Looks for servers on this machine at the addresses of the catalogue: each is asked for its models, without a key. What
 * answers with anything else than a list of models is not one of them; many things listen on port 8080.
 *
 * @param knownPorts those of servers that are set up already, which are not asked
 */
export async function findLocalServers(
  transport: Transport,
  knownPorts: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<LocalServer[]> {
  const found = await Promise.all(
    Object.values(catalogue).map(async (preset): Promise<LocalServer | undefined> => {
      const baseUrl = preset.local && preset.addresses[0]?.baseUrl;
      if (!baseUrl || knownPorts.has(new URL(baseUrl).port)) return undefined;
      try {
        const timeout = AbortSignal.any([signal, AbortSignal.timeout(localTimeoutMs)]);
        const models = await listModels({
          transport,
          endpoint: { baseUrl },
          dialect: preset.modelList,
          signal: timeout,
        });
        return { preset, baseUrl, models };
      } catch {
        // Nothing there, which is the usual thing.
        return undefined;
      }
    }),
  );
  return found.filter(server => server !== undefined);
}
