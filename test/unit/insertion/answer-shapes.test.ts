import { describe, expect, it } from 'vitest';
import { createCodeExtractor } from '../../../src/core/insertion/code-extractor.ts';
import { createReindenter } from '../../../src/core/insertion/reindent.ts';
import { chain, type TextMachine } from '../../../src/core/insertion/text-machine.ts';
import { type AnswerShape, answerShapes } from './answer-shapes.ts';
import { run } from './every-split.ts';

/** What an insertion makes of an answer, as `insertStream` puts it together. */
function pipeline({ language = 'typescript', baseIndent = '', indent = 2, ...shape }: AnswerShape): TextMachine {
  const eol = shape.eol ?? '\n';
  const insertSpaces = indent !== 'tab';
  const reindenter = createReindenter({ baseIndent, eol, insertSpaces, tabSize: insertSpaces ? indent : 4 });
  return chain(createCodeExtractor({ language }), reindenter);
}

/** Pieces of one to twelve code units; the same for the same seed. */
function randomPieces(text: string, seed: number): string[] {
  const pieces: string[] = [];
  let state = seed;
  for (let from = 0; from < text.length; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const length = 1 + (state % 12);
    pieces.push(text.slice(from, from + length));
    from += length;
  }
  return pieces;
}

const count = Object.values(answerShapes).flat().length;

describe(`${count} shapes of answers, cut everywhere`, () => {
  describe.each(Object.entries(answerShapes))('%s', (_kind, shapes) => {
    it.each(shapes.map(shape => [shape.name, shape] as const))('%s', (_name, shape) => {
      const { answer } = shape;
      const expected = shape.expected.replaceAll('\n', shape.eol ?? '\n');
      expect(run(pipeline(shape), [answer])).toBe(expected);
      expect(run(pipeline(shape), answer.split(''))).toBe(expected);
      // Of the few that are long, every place would take too long.
      const step = answer.length <= 1000 ? 1 : Math.ceil(answer.length / 200);
      for (let cut = 1; cut < answer.length; cut += step) {
        expect(run(pipeline(shape), [answer.slice(0, cut), answer.slice(cut)]), `cut at ${cut}`).toBe(expected);
      }
      for (let seed = 1; seed <= 20; seed++) {
        expect(run(pipeline(shape), randomPieces(answer, seed)), `seed ${seed}`).toBe(expected);
      }
    });
  });

  it('are enough, and each of its own', () => {
    expect(count).toBeGreaterThanOrEqual(60);
    const names = Object.values(answerShapes).flatMap(shapes => shapes.map(shape => shape.name));
    expect(new Set(names).size).toBe(count);
  });
});
