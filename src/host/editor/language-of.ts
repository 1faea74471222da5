import * as vscode from 'vscode';
import type { GuessedFile } from '../../core/insertion/guess-file.ts';

/** A language as an extension describes it, as far as it does so rightly. */
interface LanguageContribution {
  id: string;
  aliases: string[];
  extensions: string[];
  filenames: string[];
}

/** The id of the language of a guessed file, as one of the installed extensions has it; undefined if none knows it. */
export function languageOf({ tag, name }: GuessedFile): string | undefined {
  const languages = installedLanguages();
  const byName = name === undefined ? undefined : languageOfName(languages, name.slice(name.lastIndexOf('/') + 1));
  return byName ?? (tag === undefined ? undefined : languageOfTag(languages, tag));
}

function languageOfTag(languages: readonly LanguageContribution[], tag: string): string | undefined {
  const word = tag.toLowerCase();
  const isSame = (other: string) => other.toLowerCase() === word;
  // Ids first: what one language is called another may be called besides.
  const tests: ((language: LanguageContribution) => boolean)[] = [
    ({ id }) => isSame(id),
    ({ aliases }) => aliases.some(isSame),
    ({ extensions }) => extensions.some(extension => isSame(extension.slice(1))),
    ({ filenames }) => filenames.some(isSame),
  ];
  for (const test of tests) {
    const found = languages.find(test);
    if (found) return found.id;
  }
  return undefined;
}

function languageOfName(languages: readonly LanguageContribution[], name: string): string | undefined {
  const lower = name.toLowerCase();
  const byName = languages.find(({ filenames }) => filenames.some(filename => filename.toLowerCase() === lower));
  if (byName) return byName.id;
  let best: { id: string; length: number } | undefined;
  for (const { id, extensions } of languages) {
    for (const extension of extensions) {
      if (lower.endsWith(extension.toLowerCase()) && extension.length > (best?.length ?? 0))
        best = { id, length: extension.length };
    }
  }
  return best?.id;
}

function installedLanguages(): LanguageContribution[] {
  return vscode.extensions.all.flatMap(({ packageJSON }) => {
    const languages: unknown = packageJSON?.contributes?.languages;
    return Array.isArray(languages) ? languages.flatMap(parseLanguage) : [];
  });
}

function parseLanguage(value: unknown): LanguageContribution[] {
  if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string') return [];
  const { id } = value;
  const aliases = 'aliases' in value ? strings(value.aliases) : [];
  const extensions = 'extensions' in value ? strings(value.extensions) : [];
  const filenames = 'filenames' in value ? strings(value.filenames) : [];
  return [{ id, aliases, extensions, filenames }];
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string' && item !== '') : [];
}
