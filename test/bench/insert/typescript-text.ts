import { createRandom } from '../random.ts';

/**
 * Makes up a TypeScript module of exactly so many lines: functions, classes, interfaces, comments and template strings, as
 * a seed has it. It compiles without an
 * error, and another seed gives another text.
 */
export function typescriptFile(seed: number, lines: number): string {
  const written = new TypescriptWriter(seed, false).lines(lines);
  return `${written.join('\n')}\n`;
}

/**
 * The same kind of text for a stream: its declared names are numbers such as `n17n`, counted from 0, by which one can tell
 * what is on the screen. The last line is a comment that ends with a number.
 */
export function numberedTypescript(seed: number, lines: number): string {
  const writer = new TypescriptWriter(seed, true);
  const written = writer.lines(lines - 1);
  return `${written.join('\n')}\n// End ${writer.number()}\n`;
}

const syllables =
  'ba bre co da do fe fi gra gu ha ie ka le li lo ma me na ne o pa ple qua re sa si sta te ti to u va wo yo';

/** Writes declarations, one behind the other, each with a blank line behind it. */
class TypescriptWriter {
  readonly #random: () => number;
  readonly #words: readonly string[];
  readonly #numbered: boolean;
  #nextNumber = 0;

  constructor(seed: number, numbered: boolean) {
    this.#random = createRandom(seed);
    this.#numbered = numbered;
    this.#words = Array.from({ length: 1500 }, () => this.#newWord());
  }

  /** Exactly so many lines; the last declaration is left out where it would not fit, and comments take its place. */
  lines(count: number): string[] {
    const lines: string[] = [];
    while (lines.length < count) {
      const declaration = [...this.#declaration(), ''];
      if (lines.length + declaration.length > count) lines.push(`// ${this.#phrase(6)}`);
      else lines.push(...declaration);
    }
    return lines;
  }

  /** The next number, such as `n17n`. */
  number(): string {
    return `n${this.#nextNumber++}n`;
  }

  #declaration(): string[] {
    const kind = this.#random();
    if (kind < 0.15) return this.#interface();
    if (kind < 0.4) return this.#class();
    return this.#function(`export function ${this.#name()}`);
  }

  #interface(): string[] {
    const fields = Array.from({ length: this.#between(2, 8) }, () => `  ${this.#name()}?: ${this.#type()};`);
    return [...this.#comment(), `export interface ${this.#typeName()} {`, ...fields, '}'];
  }

  #class(): string[] {
    const fields = Array.from({ length: this.#between(1, 4) }, () => `  ${this.#name()}: ${this.#type()} | undefined;`);
    const methods = Array.from({ length: this.#between(1, 5) }, () => ['', ...indented(this.#function(this.#name()))]);
    return [...this.#comment(), `export class ${this.#typeName()} {`, ...fields, ...methods.flat(), '}'];
  }

  #function(head: string): string[] {
    const names = Array.from({ length: this.#between(1, 3) }, () => this.#name());
    const parameters = names.map(name => `${name}: ${this.#type()}`).join(', ');
    const body = indented([...this.#statements(this.#between(2, 8), names, 0), `return ${this.#value(names)};`]);
    return [...this.#comment(), `${head}(${parameters}): unknown {`, ...body, '}'];
  }

  #comment(): string[] {
    if (this.#random() < 0.5) return [];
    return ['/**', ` * ${this.#phrase(this.#between(4, 12))}.`, ' */'];
  }

  /** @param scope the names that can be used; not changed. */
  #statements(count: number, scope: readonly string[], depth: number): string[] {
    const names = [...scope];
    return Array.from({ length: count }, () => this.#statement(names, depth)).flat();
  }

  /** @param scope the names that can be used; a declared one is added. */
  #statement(scope: string[], depth: number): string[] {
    const kind = this.#random();
    if (depth < 3 && kind < 0.2) {
      const inner = this.#name();
      const isLoop = this.#random() < 0.5;
      const head = isLoop
        ? `for (const ${inner} of String(${this.#use(scope)}).split('${this.#word()}')) {`
        : `if (${this.#value(scope)}) {`;
      const body = this.#statements(this.#between(1, 4), isLoop ? [...scope, inner] : scope, depth + 1);
      return [head, ...indented(body), '}'];
    }
    if (kind < 0.3) return [`// ${this.#phrase(this.#between(3, 9))}`];
    if (kind < 0.6) {
      return [
        `Object.assign({}, { ${this.#name()}: ${this.#use(scope)} }, '${this.#phrase(2)}', ${this.#between(0, 5000)});`,
      ];
    }
    const value = kind < 0.7 ? `\`\${${this.#use(scope)}}: ${this.#phrase(3)}\`` : this.#value(scope);
    const name = this.#name();
    scope.push(name);
    return [`const ${name} = ${value};`];
  }

  #value(scope: readonly string[]): string {
    const kind = this.#random();
    if (kind < 0.3) return `[${this.#use(scope)}, ${this.#use(scope)}][${this.#between(0, 99)}] ?? '${this.#word()}'`;
    if (kind < 0.6) return `String(${this.#use(scope)}).length + ${this.#between(0, 999)}`;
    if (kind < 0.8) return `JSON.stringify({ ${this.#name()}: ${this.#use(scope)} })`;
    return `/${this.#word()}\\s+/.test(String(${this.#use(scope)}))`;
  }

  /** Mostly the name declared last, so that few stay unused. */
  #use(scope: readonly string[]): string {
    return this.#random() < 0.7 ? (scope.at(-1) ?? '') : this.#pick(scope);
  }

  #type(): string {
    return this.#pick(['string', 'number', 'boolean', 'readonly string[]', 'Map<string, number>', 'unknown']);
  }

  #phrase(count: number): string {
    return Array.from({ length: count }, () => this.#word()).join(' ');
  }

  #typeName(): string {
    const name = this.#word() + this.#word();
    return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  }

  #name(): string {
    if (this.#numbered) return this.number();
    const second = this.#word();
    return `${this.#word()}${second.charAt(0).toUpperCase()}${second.slice(1)}`;
  }

  #word(): string {
    return this.#pick(this.#words);
  }

  #newWord(): string {
    return `v${Array.from({ length: this.#between(1, 4) }, () => this.#pick(syllables.split(' '))).join('')}`;
  }

  #pick(items: readonly string[]): string {
    return items[Math.floor(this.#random() * items.length)] ?? '';
  }

  /** A whole number from `low` to `high`, both inclusive. */
  #between(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1));
  }
}

function indented(lines: readonly string[]): string[] {
  return lines.map(line => (line === '' ? '' : `  ${line}`));
}
