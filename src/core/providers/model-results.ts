import { type ListedProvider, type ModelRow, modelKey, typedModels } from './model-rows.ts';
import { matchRank, rankModel } from './model-search.ts';

/** A row that a search may find. */
export interface Candidate {
  row: ModelRow;
  /** Whether its provider or the settings list it; not so what was only typed once. */
  isListed: boolean;
  /** Whether the same search has shown it before: such rows stay where they are. */
  wasShown: boolean;
}

/** What a search finds, in the order it is shown. */
export interface ModelResults<T extends Candidate> {
  /** What is typed, where it is an id more likely than a search. */
  typedFirst: ModelRow[];
  found: T[];
  /** What is typed, as an id. */
  typedLast: ModelRow[];
}

/** Finds the models a text stands for, the best first, each once. */
export function searchModels<T extends Candidate>(
  text: string,
  candidates: readonly T[],
  providers: readonly Pick<ListedProvider, 'id' | 'label'>[],
): ModelResults<T> {
  const keys = new Set(candidates.map(({ row }) => modelKey(row)));
  const typed = typedModels(text, providers, key => keys.has(key));
  const found = uniqueModels(candidates)
    .map(candidate => ({ candidate, rank: rankModel(text, candidate.row) }))
    .filter(match => match.rank !== undefined)
    .sort((a, b) => orderOf(a) - orderOf(b) || (a.rank ?? 0) - (b.rank ?? 0))
    .map(({ candidate }) => candidate);
  const first = isIdUnlikeAny(text, candidates) ? 1 : 0;
  return { typedFirst: typed.slice(0, first), found, typedLast: typed.slice(first) };
}

/** A model that is wanted for certain goes before what has been shown already, and this before the rest. */
function orderOf({ candidate, rank }: { candidate: Candidate; rank: number | undefined }): number {
  if (rank === matchRank.exact) return 0;
  return candidate.wasShown ? 1 : 2;
}

/** Of two rows of a model the first, which is that of the favorites or of what was used last. */
function uniqueModels<T extends Candidate>(candidates: readonly T[]): T[] {
  const seen = new Set<string>();
  return candidates.filter(({ row }) => {
    const key = modelKey(row);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Whether the text is an id by its looks, and neither one of the rows nor the beginning of a listed one. */
function isIdUnlikeAny(text: string, candidates: readonly Candidate[]): boolean {
  const id = text.trim().toLowerCase();
  if (!/^[^\s/:]+[/:]\S*[^\s/:]$/.test(id)) return false;
  return !candidates.some(({ row, isListed }) =>
    [row.modelId, modelKey(row)].some(name => {
      const known = name.toLowerCase();
      return known === id || (isListed && (known.startsWith(id) || known.includes(`/${id}`)));
    }),
  );
}
