import type { LanguageRegistration } from 'shiki/core';
import {
  EncodedTokenMetadata,
  type IGrammar,
  INITIAL,
  type IRawTheme,
  Registry,
  type StateStack,
} from 'shiki/textmate';
import type { CodeTheme, FontStyle } from '../../protocol/code-theme.ts';
import type { CodeToken, LineTokenizer, TokenizedLine } from '../markdown/code-highlighter.ts';
import { ResumableEngine, TimeIsOver } from './resumable-engine.ts';

/** A line may take so long without a pause, in milliseconds. */
const longestLineMs = 40;
/**
 * After so many tries a line is given up, and what follows in it stays plain. The first ones may only have been slow
 * because the browser had yet to compile the expressions that the line needs.
 */
const triesForLine = 5;

/** The number that the engine gives to the colour of text that no rule colours. */
const defaultColour = 1;
/** Stands for a colour that a theme does not name, and which no theme will. */
const noColour = '#01020304';

/** How the engine writes font styles. */
const styleBits: [number, FontStyle][] = [
  [1, 'italic'],
  [2, 'bold'],
  [4, 'underline'],
  [8, 'strikethrough'],
];

/** The classes of text with a colour, or that of text that no rule colours, and a font style. */
export type ClassesOf = (colour: string | undefined, fontStyle: readonly FontStyle[]) => string;

/**
 * The grammars that have been loaded. This module is large: it is imported when the first code block appears, and shares
 * nothing with what is there before, or that would be a bundle of its own for the page to wait for.
 */
export class Grammars {
  readonly #classesOf: ClassesOf;
  readonly #engine = new ResumableEngine();
  readonly #registries = new Map<string, { registry: Registry; grammar: IGrammar }>();

  constructor(classesOf: ClassesOf) {
    this.#classesOf = classesOf;
  }

  /** When the reading of lines must pause, as of `performance.now()`. */
  set deadline(deadline: number) {
    this.#engine.deadline = deadline;
  }

  /**
   * Takes a language's grammar. Each language has a registry of its own: what it looks like must not depend on which
   * others happen to be loaded.
   *
   * @param registrations the language's own grammar, the last one, after those that it includes
   * @returns whether it is a grammar
   */
  add(id: string, registrations: readonly LanguageRegistration[]): boolean {
    const byScope = new Map(registrations.map(registration => [registration.scopeName, registration]));
    const registry = new Registry({
      onigLib: this.#engine,
      loadGrammar: scopeName => byScope.get(scopeName),
      getInjections: scopeName =>
        registrations
          .filter(({ injectTo = [] }) => injectTo.some(to => scopeName === to || scopeName.startsWith(`${to}.`)))
          .map(registration => registration.scopeName),
    });
    const scopeName = registrations.at(-1)?.scopeName;
    const grammar = scopeName === undefined ? null : registry.loadGrammarWithConfiguration(scopeName, 1, {});
    if (grammar) this.#registries.set(id, { registry, grammar });
    return grammar !== null;
  }

  /** A tokenizer for a language that has been added, by a checked theme. Tokenizers and states from before must not be used any more. */
  tokenizer(id: string, theme: CodeTheme): LineTokenizer | undefined {
    const known = this.#registries.get(id);
    if (!known) return undefined;
    known.registry.setTheme(rawTheme(theme));
    return new GrammarTokenizer(known.grammar, known.registry.getColorMap(), this.#classesOf);
  }
}

/** Where a grammar is at the end of a line. */
class LineState {
  readonly stack: StateStack;

  constructor(stack: StateStack) {
    this.stack = stack;
  }
}

class GrammarTokenizer implements LineTokenizer {
  readonly #grammar: IGrammar;
  readonly #colours: readonly string[];
  readonly #makeClasses: ClassesOf;
  /** By colour and font style as the engine encodes them. */
  readonly #classes = new Map<number, string>();
  /** A line that took too long, and how often. */
  #slow = { line: '', tries: 0 };

  constructor(grammar: IGrammar, colours: readonly string[], classesOf: ClassesOf) {
    this.#grammar = grammar;
    this.#colours = colours;
    this.#makeClasses = classesOf;
  }

  tokenize(line: string, state: object | undefined): TokenizedLine | undefined {
    const before = state instanceof LineState ? state.stack : INITIAL;
    try {
      const { tokens, ruleStack, stoppedEarly } = this.#grammar.tokenizeLine2(line, before, longestLineMs);
      if (stoppedEarly && !this.#isGivenUp(line)) return undefined;
      return {
        tokens: this.#merge(line, tokens),
        state: new LineState(ruleStack),
        ...(stoppedEarly && { tooSlow: true }),
      };
    } catch (error) {
      if (error instanceof TimeIsOver) return undefined;
      // An expression may be too deep for the engine. What it was about stays plain.
      return { tokens: [], state: new LineState(before), tooSlow: true };
    }
  }

  #isGivenUp(line: string): boolean {
    this.#slow = { line, tries: this.#slow.line === line ? this.#slow.tries + 1 : 1 };
    return this.#slow.tries >= triesForLine;
  }

  /** @param encoded in turn where a token begins and what it looks like */
  #merge(line: string, encoded: Uint32Array): CodeToken[] {
    const tokens: { end: number; classes: string }[] = [];
    for (let index = 0; index < encoded.length; index += 2) {
      const start = encoded[index] ?? 0;
      const end = encoded[index + 2] ?? line.length;
      const classes = this.#classesOf(encoded[index + 1] ?? 0);
      const last = tokens.at(-1);
      // A space has no colour: it joins the word before it, and there are fewer nodes.
      const joins = last && (last.classes === classes || (isInvisibleIn(last.classes) && isBlank(line, start, end)));
      if (joins) last.end = end;
      else tokens.push({ end, classes });
    }
    return tokens;
  }

  #classesOf(metadata: number): string {
    const colour = EncodedTokenMetadata.getForeground(metadata);
    const style = EncodedTokenMetadata.getFontStyle(metadata);
    const key = colour * 16 + style;
    const known = this.#classes.get(key);
    if (known !== undefined) return known;
    const words = style > 0 ? styleBits.filter(([bit]) => style & bit).map(([, word]) => word) : [];
    const classes = this.#makeClasses(
      colour === defaultColour ? undefined : this.#colours[colour]?.toLowerCase(),
      words,
    );
    this.#classes.set(key, classes);
    return classes;
  }
}

/** Whether nobody sees that a space has these classes. */
function isInvisibleIn(classes: string): boolean {
  return !classes.includes('code-underline') && !classes.includes('code-strikethrough');
}

function isBlank(line: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (line.charCodeAt(index) !== 32) return false;
  return true;
}

/** The theme as the engine wants it. */
function rawTheme(theme: CodeTheme): IRawTheme {
  const settings: IRawTheme['settings'] = theme.rules.map(({ scope, foreground, fontStyle }) => ({
    ...(scope.length > 0 && { scope: [...scope] }),
    settings: { ...(foreground && { foreground }), ...(fontStyle && { fontStyle: fontStyle.join(' ') }) },
  }));
  return { settings: [{ settings: { foreground: theme.foreground ?? noColour } }, ...settings] };
}
