/** A package that another one has bundled in itself when it was published, so that none of its files is seen in ours. */
interface NestedPackage {
  name: string;
  licence: 'MIT' | 'BSD-3-Clause';
  copyright: string;
}

/** By the package that holds them, in the version that was looked through. */
const nestedPackages: Readonly<Record<string, readonly NestedPackage[]>> = {
  // Told by its source maps.
  '@mermaid-js/parser@2.0.1': [
    { name: 'langium', licence: 'MIT', copyright: '2021 TypeFox GmbH' },
    { name: 'chevrotain-allstar', licence: 'MIT', copyright: '2022 TypeFox GmbH' },
    { name: 'vscode-jsonrpc', licence: 'MIT', copyright: '(c) Microsoft Corporation' },
    { name: 'vscode-languageserver-protocol', licence: 'MIT', copyright: '(c) Microsoft Corporation' },
    { name: 'vscode-languageserver-textdocument', licence: 'MIT', copyright: '(c) Microsoft Corporation' },
    { name: 'vscode-languageserver-types', licence: 'MIT', copyright: '(c) Microsoft Corporation' },
    { name: 'path-browserify', licence: 'MIT', copyright: '(c) 2013 James Halliday' },
  ],
  '@upsetjs/venn.js@2.0.0': [{ name: 'fmin', licence: 'BSD-3-Clause', copyright: '2016, Ben Frederickson' }],
  'cytoscape@3.34.4': [
    { name: 'heap', licence: 'MIT', copyright: 'Xueqiao Xu' },
    { name: 'lodash', licence: 'MIT', copyright: 'OpenJS Foundation and other contributors' },
  ],
  'roughjs@4.6.6': [
    { name: 'hachure-fill', licence: 'MIT', copyright: '(c) 2023 Preet Shihn' },
    { name: 'path-data-parser', licence: 'MIT', copyright: '(c) 2020 Preet Shihn' },
    { name: 'points-on-curve', licence: 'MIT', copyright: '(c) 2020 Preet Shihn' },
    { name: 'points-on-path', licence: 'MIT', copyright: '(c) 2020 Preet' },
  ],
};

/** A package of ours whose own text of the licence can be read for that of another holder of the same licence. */
const textAt: Readonly<Record<NestedPackage['licence'], string>> = { MIT: 'mermaid', 'BSD-3-Clause': 'd3-array' };

/**
 * What to add to the notice of a package for those it has bundled in itself; empty for nearly all.
 *
 * @throws Error when another version of the package was looked through: what is in it may have changed
 */
export function nestedNotice(name: string, version: string): string {
  const known = Object.keys(nestedPackages).find(key => key.startsWith(`${name}@`));
  if (known === undefined) return '';
  const nested = nestedPackages[`${name}@${version}`];
  if (!nested) {
    throw new Error(
      `See what ${name} ${version} has bundled in itself, and tell scripts/nested-packages.ts (${known}).`,
    );
  }
  const lines = nested.map(
    ({ name: inner, licence, copyright }) =>
      `${inner} (${licence}, text as at ${textAt[licence]}), Copyright ${copyright}`,
  );
  return ['It contains in turn:', ...lines].join('\n');
}
