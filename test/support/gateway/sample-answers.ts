import type { AnswerPart, Finish } from './answer.ts';
import { FAULTS } from './faults.ts';
import { FAULT_TEXT, REASONING_TEXT, SAMPLE_TEXTS } from './sample-texts.ts';
import { SHOWCASE, showcaseParts } from './showcase.ts';

/** A green square of 8 by 8. */
export const SAMPLE_IMAGE = {
  mimeType: 'image/png',
  base64: 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGPQW+CMFTEMLQkApg5EQROpaikAAAAASUVORK5CYII=',
} as const;

const PROSE = SAMPLE_TEXTS['sample/prose'] ?? '';

/** Two paragraphs, so that it is seen whether they stay apart. */
const LONGER_REASONING = `${REASONING_TEXT}\n\nThe second one is shorter, so it wins.`;

/** What the models that do more than write a text do. */
interface Special {
  text: string;
  parts: (text: string) => AnswerPart[];
  finish?: Finish;
}

const SPECIAL: Readonly<Record<string, Special>> = {
  'sample/showcase': { text: SHOWCASE, parts: showcaseParts },
  'sample/reasoning': {
    text: PROSE,
    parts: text => [
      { type: 'reasoning', text: REASONING_TEXT, signed: false },
      { type: 'text', text },
    ],
  },
  'sample/signed-reasoning': {
    text: PROSE,
    parts: text => [
      { type: 'reasoning', text: LONGER_REASONING, signed: true },
      { type: 'text', text },
    ],
  },
  'sample/hidden-reasoning': {
    text: PROSE,
    parts: text => [{ type: 'hidden-reasoning' }, { type: 'text', text }],
  },
  'sample/think-tags': {
    text: `<think>\n${REASONING_TEXT}\n</think>\n\n${PROSE}`,
    parts: text => [{ type: 'text', text }],
  },
  'sample/think-open': {
    text: `${REASONING_TEXT}\n</think>\n\n${PROSE}`,
    parts: text => [{ type: 'text', text }],
  },
  'sample/refusal': {
    text: '',
    parts: () => [{ type: 'refusal', text: 'I cannot help with that: this is a scripted refusal.' }],
    finish: 'refusal',
  },
  'sample/tool-calls': {
    text: 'I look at both files.',
    parts: text => [
      { type: 'text', text },
      { type: 'tool-call', id: 'call_sample1', name: 'read_file', arguments: { path: 'src/loop.ts', lines: [1, 20] } },
      { type: 'tool-call', id: 'call_sample2', name: 'read_file', arguments: { path: 'src/größe.ts' } },
    ],
    finish: 'tool-calls',
  },
  'sample/citations': {
    text: PROSE,
    parts: text => [
      { type: 'text', text },
      {
        type: 'citation',
        url: 'https://html.spec.whatwg.org/multipage/server-sent-events.html',
        title: 'HTML Standard',
        snippet: 'Server-sent events',
      },
      { type: 'citation', url: 'https://example.com/second?a=1&b=2', title: 'A second source', snippet: 'the same' },
    ],
  },
  'sample/image': {
    text: 'Here is a green square:',
    parts: text => [
      { type: 'text', text },
      { type: 'image', ...SAMPLE_IMAGE },
    ],
  },
};

/** The faults are not among them, so that they do not bury these; they can be asked all the same. */
export const MODELS: readonly string[] = [...Object.keys(SAMPLE_TEXTS), 'sample/echo', ...Object.keys(SPECIAL)];

/** The exact text that a model answers with, or undefined if it answers with none. */
export function sampleText(model: string): string | undefined {
  const special = SPECIAL[model];
  if (special) return special.text;
  const fault = FAULTS[model];
  if (fault?.type === 'one-byte-writes') return SAMPLE_TEXTS['sample/unicode'];
  if (!fault) return SAMPLE_TEXTS[model];
  const never = fault.type === 'answer' || (fault.type === 'refuse' && !fault.once);
  return never ? undefined : FAULT_TEXT;
}

/** What a model's answer is made of, around its text. */
export function answerParts(model: string, text: string): { parts: AnswerPart[]; finish: Finish } {
  const fault = FAULTS[model];
  const special = SPECIAL[model];
  return {
    parts: special ? special.parts(text) : [{ type: 'text', text }],
    finish: fault?.type === 'finish' ? fault.reason : (special?.finish ?? 'stop'),
  };
}
