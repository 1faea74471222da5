import { type Answer, drawAnswer } from './insertion-answers.ts';
import { Random } from './insertion-random.ts';

/** A place in the document, told by where the insertions are at the moment when it is wanted. */
export interface Where {
  region: 'before' | 'start' | 'inside' | 'end' | 'behind';
  /** Which insertion; taken modulo their number. */
  place: number;
  /** Where in the region, from 0 to below 1. */
  fraction: number;
}

/** What happens while text streams in. Each carries whether the next step waits until VS Code has done it. */
export type Step = { wait: boolean } & (
  | { do: 'push'; text: string }
  | { do: 'type' | 'paste' | 'edit' | 'workspaceEdit'; at: Where; text: string }
  | { do: 'delete'; by: 'key' | 'edit' | 'workspaceEdit'; from: Where; to: Where }
  | { do: 'select'; from: Where; to: Where }
  | { do: 'typeAndUndo'; at: Where; text: string }
  | { do: 'cursorDown' | 'cursorUp' | 'cursorRight' | 'hide' | 'show' | 'split' | 'save' | 'toggleEol' }
);

/** What one run does, fully drawn before it begins, so that steps can be left out to find the smallest one that fails. */
export interface Scenario {
  seed: number;
  text: string;
  crlf: boolean;
  insertSpaces: boolean;
  tabSize: number;
  /** Offsets in the text, in order, apart from each other. */
  places: { from: number; to: number }[];
  /** Something is typed before, as a step of its own on the undo stack. */
  prelude: boolean;
  transform: 'code' | 'text';
  answer: Answer;
  steps: Step[];
  ending: 'end' | 'stop' | 'fail' | 'close';
}

/** What all runs that share a document have in common. */
export interface Setting {
  language: string;
  /** Whether the document is a file on disk. */
  isFile: boolean;
}

/** Draws one run. */
export function drawScenario(seed: number): Scenario {
  const random = new Random(seed);
  const text = drawText(random);
  const transform = random.pick(['text', 'code']);
  const answer = drawAnswer(random, transform);
  return {
    seed,
    text,
    crlf: random.chance(0.3),
    insertSpaces: random.chance(0.5),
    tabSize: random.pick([2, 4, 3]),
    places: drawPlaces(random, text),
    prelude: random.chance(0.4),
    transform,
    answer,
    steps: drawSteps(random, answer),
    ending: random.chance(0.7) ? 'end' : random.pick(['stop', 'stop', 'fail', 'fail', 'fail', 'close']),
  };
}

/** A scenario in one line, to be read by people. */
export function describeScenario({ answer, ...scenario }: Scenario): string {
  const text = scenario.text.length > 300 ? `${scenario.text.slice(0, 300)}…` : scenario.text;
  return JSON.stringify({ ...scenario, text, source: answer.source });
}

function drawText(random: Random): string {
  if (random.chance(0.1)) return '';
  const unit = random.pick(['\t', '  ', '    ']);
  const count = random.chance(0.05) ? 200 : random.integer(1, 8);
  const lines = Array.from({ length: count }, () => {
    if (random.chance(0.15)) return '';
    const words = Array.from({ length: random.integer(0, 4) }, () => random.pick(['жук', '12', '+', '= 7', '🐞', 'ы']));
    return unit.repeat(random.integer(0, 3)) + words.join(' ');
  });
  return lines.join('\n') + (random.chance(0.5) ? '\n' : '');
}

function drawPlaces(random: Random, text: string): Scenario['places'] {
  const wanted = random.chance(0.7) ? 1 : random.integer(2, 4);
  const places: Scenario['places'] = [];
  let from = 0;
  for (let index = 0; index < wanted && from <= text.length; index++) {
    const room = Math.floor((text.length - from) / (wanted - index));
    const start = wholeCharacter(text, from + random.integer(0, room));
    const end = random.chance(0.7) ? start : wholeCharacter(text, Math.min(text.length, start + random.integer(1, 12)));
    places.push({ from: start, to: end });
    // Two places that touch would be one.
    from = wholeCharacter(text, end + 1 + random.integer(0, 2));
  }
  return places;
}

/** The offset, or the next one if it is within a surrogate pair. */
function wholeCharacter(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset + 1 : offset;
}

function drawSteps(random: Random, answer: Answer): Step[] {
  const pieces = random.cut(answer.source, random.integer(1, 7));
  // A share of the runs is left alone by the user.
  const actions = random.chance(0.2) ? 0 : random.integer(1, 4);
  const steps: Step[] = pieces.map(text => ({ do: 'push', text, wait: random.chance(0.6) }));
  for (let index = 0; index < actions; index++) {
    steps.splice(random.integer(0, steps.length), 0, drawAction(random));
  }
  return steps;
}

function drawAction(random: Random): Step {
  const wait = random.chance(0.5);
  const kind = random.fraction();
  if (kind < 0.2) return { do: 'type', at: drawWhere(random), text: drawTyped(random), wait };
  if (kind < 0.3)
    return { do: 'paste', at: drawWhere(random), text: random.pick(['P\nQ', 'R', 'S\n', 'T\n\tT\n']), wait };
  if (kind < 0.38) return { do: 'edit', at: drawWhere(random), text: random.pick(['E', 'F\nF']), wait };
  if (kind < 0.46) return { do: 'workspaceEdit', at: drawWhere(random), text: random.pick(['W', 'X\nX']), wait };
  if (kind < 0.62) {
    const by = random.pick(['key', 'key', 'edit', 'workspaceEdit']);
    return { do: 'delete', by, from: drawWhere(random), to: drawWhere(random), wait };
  }
  if (kind < 0.7) return { do: 'select', from: drawWhere(random), to: drawWhere(random), wait };
  return {
    do: random.pick(['cursorDown', 'cursorUp', 'cursorRight', 'hide', 'show', 'split', 'save', 'toggleEol']),
    wait,
  };
}

function drawTyped(random: Random): string {
  return random.pick(['A', 'B', 'CD', 'G\n', 'H(', 'I("', 'J{', 'K{\n']);
}

function drawWhere(random: Random): Where {
  const region = random.pick(['before', 'before', 'behind', 'behind', 'start', 'inside', 'inside', 'end']);
  return { region, place: random.integer(0, 3), fraction: random.fraction() };
}
