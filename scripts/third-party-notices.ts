import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { grammarNotices } from './grammar-notices.ts';
import { nestedNotice } from './nested-packages.ts';

/** The part of a package's package.json that is read. */
interface Manifest {
  name: string;
  version: string;
  license?: string;
}

/** `node_modules/markdown-it/node_modules/entities` and the like, of a bundled file's path. */
const packageDirectory = /^.*(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+/;

/**
 * The names, versions and licences of all packages that have a file in one of these bundles, fonts included; of what these
 * have bundled in themselves; and of the grammars among them.
 *
 * @throws Error when a package brings no licence text, or is not known by what is in it: then it is to be decided by hand
 *   what to say. Also when a licence does not go with ours.
 */
export function thirdPartyNotices(root: string, metafiles: readonly Metafile[]): string {
  const inputs = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(output => Object.keys(output.inputs));
  const directories = new Set(inputs.flatMap(input => packageDirectory.exec(input)?.[0] ?? []));
  const notices = [...directories].map(directory => notice(join(root, directory)));
  return [
    'Runnel contains the following third-party software and fonts, under their own licences.',
    ...[...new Set(notices)].sort(),
    ...grammarNotices(root, inputs),
  ].join(`\n\n${'='.repeat(80)}\n\n`);
}

function notice(directory: string): string {
  const {
    name,
    version,
    license = 'see below',
  }: Manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const files = readdirSync(directory)
    .filter(file => /^(?:licen[cs]e|notice)\b/i.test(file))
    .sort();
  if (files.length === 0) throw new Error(`${name} has no licence text in ${directory}.`);
  const texts = files.map(file =>
    readFileSync(join(directory, file), 'utf8')
      .replace(/^\uFEFF/, '')
      .trim(),
  );
  const nested = nestedNotice(name, version);
  return [
    `${name} ${version} (${license})`,
    `https://www.npmjs.com/package/${name}`,
    '',
    [...texts, ...(nested === '' ? [] : [nested])].join('\n\n'),
  ].join('\n');
}
