import type { LanguageRegistration } from 'shiki/core';

/** A language whose code can be coloured. */
export interface Language {
  readonly id: string;
  /** As its own people write it. */
  readonly name: string;
  /** Its grammar, the last one, after those that it includes. */
  load(): Promise<readonly LanguageRegistration[]>;
}

type Row = [name: string, aliases: string, load: () => Promise<{ default: LanguageRegistration[] }>];

/** By id: the name, what else models write after a fence (and endings of file names), and the grammar, a bundle each. */
const rows: Record<string, Row> = {
  apache: ['Apache Config', 'apacheconf htaccess', () => import('shiki/langs/apache.mjs')],
  asm: ['Assembly', 'assembly nasm x86asm s', () => import('shiki/langs/asm.mjs')],
  awk: ['AWK', 'gawk', () => import('shiki/langs/awk.mjs')],
  bat: ['Batch', 'batch cmd dos', () => import('shiki/langs/bat.mjs')],
  bicep: ['Bicep', '', () => import('shiki/langs/bicep.mjs')],
  c: ['C', 'h', () => import('shiki/langs/c.mjs')],
  clojure: ['Clojure', 'clj cljs cljc edn', () => import('shiki/langs/clojure.mjs')],
  cmake: ['CMake', '', () => import('shiki/langs/cmake.mjs')],
  'common-lisp': ['Common Lisp', 'lisp cl elisp emacs-lisp el', () => import('shiki/langs/common-lisp.mjs')],
  cpp: ['C++', 'c++ cc cxx hpp hh hxx cuda cu arduino ino', () => import('shiki/langs/cpp.mjs')],
  crystal: ['Crystal', 'cr', () => import('shiki/langs/crystal.mjs')],
  csharp: ['C#', 'c# cs', () => import('shiki/langs/csharp.mjs')],
  css: ['CSS', '', () => import('shiki/langs/css.mjs')],
  d: ['D', '', () => import('shiki/langs/d.mjs')],
  dart: ['Dart', '', () => import('shiki/langs/dart.mjs')],
  diff: ['Diff', 'patch udiff', () => import('shiki/langs/diff.mjs')],
  docker: ['Dockerfile', 'dockerfile containerfile', () => import('shiki/langs/docker.mjs')],
  dotenv: ['.env', 'env', () => import('shiki/langs/dotenv.mjs')],
  elixir: ['Elixir', 'ex exs', () => import('shiki/langs/elixir.mjs')],
  elm: ['Elm', '', () => import('shiki/langs/elm.mjs')],
  erlang: ['Erlang', 'erl', () => import('shiki/langs/erlang.mjs')],
  fish: ['Fish', '', () => import('shiki/langs/fish.mjs')],
  'fortran-free-form': ['Fortran', 'fortran f90 f95 f03 f08', () => import('shiki/langs/fortran-free-form.mjs')],
  fsharp: ['F#', 'f# fs fsx', () => import('shiki/langs/fsharp.mjs')],
  gdscript: ['GDScript', 'gd', () => import('shiki/langs/gdscript.mjs')],
  gherkin: ['Gherkin', 'feature cucumber', () => import('shiki/langs/gherkin.mjs')],
  'git-commit': ['Git Commit', '', () => import('shiki/langs/git-commit.mjs')],
  glsl: ['GLSL', 'vert frag', () => import('shiki/langs/glsl.mjs')],
  go: ['Go', 'golang', () => import('shiki/langs/go.mjs')],
  graphql: ['GraphQL', 'gql', () => import('shiki/langs/graphql.mjs')],
  groovy: ['Groovy', 'gradle', () => import('shiki/langs/groovy.mjs')],
  handlebars: ['Handlebars', 'hbs mustache', () => import('shiki/langs/handlebars.mjs')],
  haskell: ['Haskell', 'hs', () => import('shiki/langs/haskell.mjs')],
  hlsl: ['HLSL', '', () => import('shiki/langs/hlsl.mjs')],
  html: ['HTML', 'htm xhtml', () => import('shiki/langs/html.mjs')],
  http: ['HTTP', '', () => import('shiki/langs/http.mjs')],
  ini: ['INI', 'conf cfg properties editorconfig gitconfig', () => import('shiki/langs/ini.mjs')],
  java: ['Java', '', () => import('shiki/langs/java.mjs')],
  javascript: ['JavaScript', 'js jsx mjs cjs node', () => import('shiki/langs/javascript.mjs')],
  jinja: ['Jinja', 'jinja2 j2 django', () => import('shiki/langs/jinja.mjs')],
  json: ['JSON', 'geojson webmanifest', () => import('shiki/langs/json.mjs')],
  json5: ['JSON5', '', () => import('shiki/langs/json5.mjs')],
  jsonc: ['JSON with Comments', '', () => import('shiki/langs/jsonc.mjs')],
  jsonl: ['JSON Lines', 'ndjson jsonlines', () => import('shiki/langs/jsonl.mjs')],
  julia: ['Julia', 'jl', () => import('shiki/langs/julia.mjs')],
  kotlin: ['Kotlin', 'kt kts', () => import('shiki/langs/kotlin.mjs')],
  latex: ['LaTeX', '', () => import('shiki/langs/latex.mjs')],
  less: ['Less', '', () => import('shiki/langs/less.mjs')],
  log: ['Log', '', () => import('shiki/langs/log.mjs')],
  lua: ['Lua', 'luau', () => import('shiki/langs/lua.mjs')],
  make: ['Makefile', 'makefile mk gnumake', () => import('shiki/langs/make.mjs')],
  markdown: ['Markdown', 'md mdown', () => import('shiki/langs/markdown.mjs')],
  matlab: ['MATLAB', 'octave', () => import('shiki/langs/matlab.mjs')],
  mermaid: ['Mermaid', 'mmd', () => import('shiki/langs/mermaid.mjs')],
  nim: ['Nim', '', () => import('shiki/langs/nim.mjs')],
  nix: ['Nix', '', () => import('shiki/langs/nix.mjs')],
  nushell: ['Nushell', 'nu', () => import('shiki/langs/nushell.mjs')],
  'objective-c': ['Objective-C', 'objc objectivec obj-c m mm', () => import('shiki/langs/objective-c.mjs')],
  ocaml: ['OCaml', 'ml mli', () => import('shiki/langs/ocaml.mjs')],
  pascal: ['Pascal', 'delphi pas', () => import('shiki/langs/pascal.mjs')],
  perl: ['Perl', 'pl pm', () => import('shiki/langs/perl.mjs')],
  php: ['PHP', '', () => import('shiki/langs/php.mjs')],
  plsql: ['PL/SQL', '', () => import('shiki/langs/plsql.mjs')],
  postcss: ['PostCSS', 'pcss', () => import('shiki/langs/postcss.mjs')],
  powershell: ['PowerShell', 'ps ps1 psm1 pwsh posh', () => import('shiki/langs/powershell.mjs')],
  prisma: ['Prisma', '', () => import('shiki/langs/prisma.mjs')],
  prolog: ['Prolog', '', () => import('shiki/langs/prolog.mjs')],
  proto: ['Protocol Buffers', 'protobuf proto3', () => import('shiki/langs/proto.mjs')],
  pug: ['Pug', 'jade', () => import('shiki/langs/pug.mjs')],
  puppet: ['Puppet', '', () => import('shiki/langs/puppet.mjs')],
  python: ['Python', 'py py3 python3 pyi pyw gyp bazel starlark bzl', () => import('shiki/langs/python.mjs')],
  r: ['R', 'rscript rlang', () => import('shiki/langs/r.mjs')],
  // Its own grammar is under a licence that ours cannot be joined with.
  racket: ['Racket', 'rkt', () => import('shiki/langs/scheme.mjs')],
  razor: ['Razor', 'cshtml', () => import('shiki/langs/razor.mjs')],
  regexp: ['Regular Expression', 'regex re', () => import('shiki/langs/regexp.mjs')],
  rst: ['reStructuredText', 'restructuredtext', () => import('shiki/langs/rst.mjs')],
  ruby: ['Ruby', 'rb gemfile rakefile podfile gemspec', () => import('shiki/langs/ruby.mjs')],
  rust: ['Rust', 'rs', () => import('shiki/langs/rust.mjs')],
  sass: ['Sass', '', () => import('shiki/langs/sass.mjs')],
  scala: ['Scala', 'sbt sc', () => import('shiki/langs/scala.mjs')],
  scheme: ['Scheme', 'scm', () => import('shiki/langs/scheme.mjs')],
  scss: ['SCSS', '', () => import('shiki/langs/scss.mjs')],
  shellscript: ['Shell Script', 'bash sh zsh shell ksh bashrc zshrc', () => import('shiki/langs/shellscript.mjs')],
  shellsession: [
    'Shell Session',
    'console terminal sh-session shell-session bash-session',
    () => import('shiki/langs/shellsession.mjs'),
  ],
  solidity: ['Solidity', 'sol', () => import('shiki/langs/solidity.mjs')],
  sparql: ['SPARQL', 'rq', () => import('shiki/langs/sparql.mjs')],
  sql: [
    'SQL',
    'mysql postgresql postgres pgsql psql sqlite tsql mssql mariadb bigquery',
    () => import('shiki/langs/sql.mjs'),
  ],
  'ssh-config': ['SSH Config', 'sshconfig', () => import('shiki/langs/ssh-config.mjs')],
  stylus: ['Stylus', 'styl', () => import('shiki/langs/stylus.mjs')],
  svelte: ['Svelte', '', () => import('shiki/langs/svelte.mjs')],
  swift: ['Swift', '', () => import('shiki/langs/swift.mjs')],
  'system-verilog': ['SystemVerilog', 'systemverilog sv', () => import('shiki/langs/system-verilog.mjs')],
  systemd: ['systemd Unit', 'service', () => import('shiki/langs/systemd.mjs')],
  tcl: ['Tcl', '', () => import('shiki/langs/tcl.mjs')],
  terraform: ['Terraform', 'tf hcl tfvars', () => import('shiki/langs/terraform.mjs')],
  tex: ['TeX', '', () => import('shiki/langs/tex.mjs')],
  toml: ['TOML', '', () => import('shiki/langs/toml.mjs')],
  tsx: ['TSX', 'typescriptreact', () => import('shiki/langs/tsx.mjs')],
  twig: ['Twig', '', () => import('shiki/langs/twig.mjs')],
  typescript: ['TypeScript', 'ts mts cts deno', () => import('shiki/langs/typescript.mjs')],
  v: ['V', 'vlang', () => import('shiki/langs/v.mjs')],
  vb: ['Visual Basic', 'vbnet vba vbs visualbasic', () => import('shiki/langs/vb.mjs')],
  verilog: ['Verilog', '', () => import('shiki/langs/verilog.mjs')],
  vhdl: ['VHDL', 'vhd', () => import('shiki/langs/vhdl.mjs')],
  viml: ['Vim Script', 'vim vimscript', () => import('shiki/langs/viml.mjs')],
  vue: ['Vue', '', () => import('shiki/langs/vue.mjs')],
  wasm: ['WebAssembly', 'wat wast webassembly', () => import('shiki/langs/wasm.mjs')],
  wgsl: ['WGSL', '', () => import('shiki/langs/wgsl.mjs')],
  xml: ['XML', 'svg xsd rss atom plist xaml csproj wsdl pom', () => import('shiki/langs/xml.mjs')],
  xsl: ['XSLT', 'xslt', () => import('shiki/langs/xsl.mjs')],
  yaml: ['YAML', 'yml', () => import('shiki/langs/yaml.mjs')],
  zig: ['Zig', '', () => import('shiki/langs/zig.mjs')],
};

const languages = new Map<string, Language>();
for (const [id, [name, aliases, load]] of Object.entries(rows)) {
  const language: Language = { id, name, load: async () => (await load()).default };
  for (const alias of [id, ...aliases.split(' ')]) if (alias !== '') languages.set(alias, language);
}

/**
 * Finds a language by the first word after a fence: by an id or alias in any case, also as `{.python}`, `ts{1,3}`,
 * `rust,no_run`, or with the name of a file (`12:20:src/main.rs`).
 */
export function findLanguage(word: string): Language | undefined {
  const name = word.toLowerCase().replace(/^\{?\.?|\}$/g, '');
  const [beforePunctuation = ''] = name.split(/[:,;={([]/, 1);
  const fileEnding = name.slice(name.lastIndexOf('.') + 1);
  return languages.get(name) ?? languages.get(beforePunctuation) ?? languages.get(fileEnding);
}

/** All languages, each once. */
export function allLanguages(): Language[] {
  return [...new Set(languages.values())];
}

/** What to call a language that code is marked with. */
export function languageName(word: string): string {
  return findLanguage(word)?.name ?? word;
}

const shells = new Set(['bat', 'fish', 'nushell', 'powershell', 'shellscript', 'shellsession']);

/** Whether code that is marked with this word is commands for a terminal. */
export function isShell(word: string): boolean {
  const id = findLanguage(word)?.id;
  return id !== undefined && shells.has(id);
}
