import { asArray, asCount, asObject, asText, type JsonObject } from '../wire/json.ts';
import { withoutCredentials } from '../wire/url-secrets.ts';
import type { ModelInfo } from './model-info.ts';
import { isUsableId, modelLine } from './model-text.ts';

/** What a provider said of its models, and when. */
export interface ModelList {
  models: readonly ModelInfo[];
  /** In milliseconds since the epoch. */
  listedAt: number;
}

/** More lists than this are not kept; the oldest go first. */
const maxLists = 40;

/** Lists by what they belong to, in the order they were made. */
export type ModelListsByKey = ReadonlyMap<string, ModelList>;

/**
 * What a list belongs to: the provider at the address it was asked at. Another address has other models. It is written to
 * disk, so that it names the address without what may be a credential in it.
 */
export function modelListKey({ id, baseUrl }: { id: string; baseUrl: string }): string {
  const url = URL.parse(baseUrl.trim());
  return `${id} ${url ? withoutCredentials(url, () => 'hidden').href : ''}`;
}

/** Reads what {@link storedModelLists} has made; what is damaged is left out. */
export function readStoredModelLists(document: unknown): Map<string, ModelList> {
  const lists = new Map<string, ModelList>();
  for (const [key, value] of Object.entries(asObject(asObject(document)?.lists) ?? {})) {
    const stored = asObject(value);
    const listedAt = asCount(stored?.listedAt);
    if (listedAt === undefined || !Array.isArray(stored?.models)) continue;
    lists.set(key, {
      listedAt,
      models: asArray(stored.models)
        .map(readModel)
        .filter(model => model !== undefined),
    });
  }
  return lists;
}

/** The lists as a JSON document. */
export function storedModelLists(lists: ModelListsByKey): unknown {
  const newest = [...lists].sort(([, a], [, b]) => b.listedAt - a.listedAt).slice(0, maxLists);
  return { version: 1, lists: Object.fromEntries(newest) };
}

function readModel(value: unknown): ModelInfo | undefined {
  const entry = asObject(value);
  const id = asText(entry?.id);
  if (!entry || id === undefined || !isUsableId(id)) return undefined;
  const aliases = asArray(entry.aliases).filter((alias): alias is string => typeof alias === 'string');
  const can = asObject(entry.abilities);
  return {
    id,
    ...picked(['label', 'description'], name => modelLine(entry[name], 400)),
    ...(aliases.length > 0 && { aliases }),
    ...amounts(entry, ['contextTokens', 'maxOutputTokens', 'inputPrice', 'outputPrice']),
    ...(can && { abilities: answers(can, ['images', 'reasoning', 'tools']) }),
  };
}

function amounts<Name extends string>(entry: JsonObject, names: readonly Name[]): Partial<Record<Name, number>> {
  return picked(names, name => asCount(entry[name]));
}

function answers<Name extends string>(entry: JsonObject, names: readonly Name[]): Partial<Record<Name, boolean>> {
  return picked(names, name => {
    const value = entry[name];
    return typeof value === 'boolean' ? value : undefined;
  });
}

function picked<Name extends string, Value>(
  names: readonly Name[],
  read: (name: Name) => Value | undefined,
): Partial<Record<Name, Value>> {
  const fields: Partial<Record<Name, Value>> = {};
  for (const name of names) {
    const value = read(name);
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}
