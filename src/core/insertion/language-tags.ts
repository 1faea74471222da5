/** Languages by a name of their own, with what else stands for them: tags behind fences, VS Code's ids, file endings. */
const names: Readonly<Record<string, string>> = {
  typescript: 'ts tsx mts cts typescriptreact',
  javascript: 'js jsx mjs cjs node javascriptreact',
  json: 'jsonc json5 jsonl ndjson',
  html: 'htm xhtml',
  vue: '',
  svelte: '',
  astro: '',
  php: '',
  css: 'scss sass less postcss stylus',
  xml: 'svg xsd xsl xslt plist',
  markdown: 'md mdx',
  plaintext: 'txt text plain none output log',
  shell: 'sh bash zsh fish shellscript shellsession shell-session console terminal sh-session',
  powershell: 'ps1 pwsh psm1 posh',
  bat: 'batch cmd dos',
  python: 'py python3 py3 pyi pycon ipython',
  ruby: 'rb',
  java: '',
  kotlin: 'kt kts',
  scala: 'sc',
  groovy: 'gradle',
  c: 'h',
  cpp: 'c++ cc cxx hpp hh hxx',
  csharp: 'c# cs',
  fsharp: 'f# fs fsx',
  vb: 'vbnet vb.net',
  go: 'golang',
  rust: 'rs',
  swift: '',
  'objective-c': 'objc objectivec m mm',
  dart: '',
  lua: '',
  perl: 'pl pm',
  r: '',
  julia: 'jl',
  haskell: 'hs',
  elixir: 'ex exs',
  erlang: 'erl',
  clojure: 'clj cljs cljc edn',
  elm: '',
  zig: '',
  sql: 'mysql postgresql postgres pgsql sqlite plsql tsql',
  graphql: 'gql',
  proto: 'protobuf proto3',
  yaml: 'yml dockercompose',
  toml: '',
  ini: 'properties conf cfg editorconfig dotenv',
  dockerfile: 'docker containerfile',
  makefile: 'make mk',
  cmake: '',
  terraform: 'tf hcl',
  nginx: '',
  latex: 'tex',
  bibtex: 'bib',
  restructuredtext: 'rst',
  diff: 'patch',
  csv: 'tsv',
};

const byTag = new Map(
  Object.entries(names).flatMap(([name, others]) =>
    [name, ...others.split(' ').filter(Boolean)].map(tag => [tag, name] as const),
  ),
);

/** Languages that are found within one another, or taken for one another. */
const relatives: readonly (readonly string[])[] = [
  ['typescript', 'javascript', 'vue', 'svelte', 'astro', 'html', 'php'],
  ['css', 'vue', 'svelte', 'astro', 'html', 'php'],
  ['html', 'xml', 'vue', 'svelte', 'astro', 'php'],
  ['c', 'cpp', 'objective-c'],
  ['java', 'kotlin', 'groovy', 'scala'],
  ['shell', 'dockerfile', 'makefile', 'yaml'],
  ['powershell', 'yaml'],
];

/** The one name of a language that a tag behind a fence, a file's ending or VS Code's id stands for, if it is known. */
export function languageOfTag(tag: string): string | undefined {
  return byTag.get(tag.toLowerCase());
}

/** Whether two languages are certainly not meant for each other; never of one that is not known. */
export function areUnrelated(tag: string, other: string): boolean {
  const first = languageOfTag(tag);
  const second = languageOfTag(other);
  if (first === undefined || second === undefined || first === second) return false;
  return !relatives.some(group => group.includes(first) && group.includes(second));
}
