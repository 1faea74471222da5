import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { grammars, injections } from 'tm-grammars';

/** What the grammars of `tm-grammars`, which `shiki` publishes once more, are called as files in a bundle. */
const grammarFile = /(?:^|\/)node_modules\/@shikijs\/langs\/dist\/([^/]+)\.mjs$/;

/** What its licences are called that ours, which are not copyleft, cannot be joined with in one package. */
const copyleft = /^(?:A|L)?GPL/;

/**
 * Where the grammars among these files come from, and the texts of their licences: each has its own author, and the package
 * that brings them has none of this.
 *
 * @param inputs paths of bundled files, relative to the root
 * @throws Error when a grammar's licence does not let it be packaged with ours
 */
export function grammarNotices(root: string, inputs: readonly string[]): string[] {
  const names = new Set(inputs.flatMap(input => grammarFile.exec(input)?.[1] ?? []));
  if (names.size === 0) return [];
  const bundled = [...grammars, ...injections].filter(({ name }) => names.has(name));
  const refused = bundled.filter(({ license = '' }) => copyleft.test(license));
  if (refused.length > 0) {
    throw new Error(`These grammars are under a licence of GNU: ${refused.map(({ name }) => name).join(', ')}.`);
  }
  const origins = bundled
    .map(({ name, source, license }) => `${name}: ${source}${license === undefined ? '' : ` (${license})`}`)
    .sort();
  return [['TextMate grammars, by way of tm-grammars', '', ...origins].join('\n'), ...licences(root, names)];
}

/** The sections of the notice of `tm-grammars` that are about these, each with the names of those that we have. */
function licences(root: string, names: ReadonlySet<string>): string[] {
  const notice = readFileSync(join(root, 'node_modules/tm-grammars/NOTICE'), 'utf8');
  return notice.split(/^={50,}$/m).flatMap(section => {
    const [, files, rest] = /^\s*Files: +(.*)\n([\s\S]*)$/.exec(section) ?? [];
    const ours = files?.split(', ').map(file => file.replace(/\.json$/, '')) ?? [];
    const kept = ours.filter(name => names.has(name));
    return kept.length > 0 ? [`Grammars: ${kept.join(', ')}\n${rest?.trim()}`] : [];
  });
}
