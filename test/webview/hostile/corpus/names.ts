import { cross, type HostileCase } from './hostile-case.ts';

/** Names that mean something to JavaScript's objects, or to a page as an id or a name. */
const names: Readonly<Record<string, string>> = Object.fromEntries(
  [
    '__proto__',
    'constructor',
    'prototype',
    'hasOwnProperty',
    'toString',
    'valueOf',
    '__defineGetter__',
    '__lookupSetter__',
    'isPrototypeOf',
    'then',
    'length',
    'undefined',
    'null',
    'NaN',
    'app',
    'body',
    'cookie',
    'forms',
    'getElementById',
    'currentScript',
    'location',
    'parent',
    'innerHTML',
    'nonce',
    'acquireVsCodeApi',
    'trustedTypes',
  ].map(name => [name, name]),
);

const places: Readonly<Record<string, (name: string) => string>> = {
  'a language': name => `\`\`\`${name}\ncode\n\`\`\``,
  'a label': name => `[${name}] [x][${name}]\n\n[${name}]: https://example.com "${name}"`,
  'a label without a definition': name => `[${name}] [${name}][] ![${name}]`,
  'a footnote': name => `a[^${name}] b[^${name}]\n\n[^${name}]: note [^${name}]`,
  'an id': name => `<a id="${name}" name="${name}"><form name=${name}><input id=${name}>`,
  'a heading': name => `# ${name} {#${name}}\n\n[to](#${name})`,
};

export const nameCases: readonly HostileCase[] = cross('names', places, names);
