import type { Answer } from './answer.ts';
import { reject, valueAt } from './check.ts';
import { type Dialect, Rejection } from './dialect.ts';
import { FAULTS, type Fault } from './faults.ts';
import { type GatewayRequest, isObject } from './gateway-request.ts';
import type { Recording } from './recording.ts';
import { answerParts, MODELS, sampleText } from './sample-answers.ts';
import type { ScriptedAnswer } from './scripted-answer.ts';

/** The next answer a test wants: exact bytes, or a text that is streamed like a model's. */
export type NextAnswer = ScriptedAnswer | { text: string };

/** What a request is answered with, before anything is written. */
export type Plan =
  | { type: 'bytes'; answer: ScriptedAnswer }
  | { type: 'recording'; recording: Recording }
  | { type: 'answer'; answer: Answer; text: string; fault: Fault | undefined };

export interface PlanOptions {
  /** What a test wants instead of the model’s answer; asked only for a request that is answered. */
  next: () => NextAnswer | undefined;
  recordings: readonly Recording[];
  /** Whether the turn of a fault that comes every other time has come. */
  isTurnToFail: (key: string) => boolean;
}

/** Decides on the answer. Throws a `Rejection` where the answer is an error in the protocol's own words. */
export function planAnswer(request: GatewayRequest, dialect: Dialect, options: PlanOptions): Plan {
  checkCommon(request);
  dialect.check(request);
  const next = options.next();
  if (next && !('text' in next)) return { type: 'bytes', answer: next };
  // What a test wants is that text alone, whatever the model is known for.
  if (next) return planText(request, dialect, next.text, answerParts('', next.text));
  const recording = recordingFor(request.model, options.recordings);
  if (recording) return { type: 'recording', recording };
  return modelAnswer(request, dialect, options);
}

/** What no protocol allows. */
function checkCommon({ model, path, headers, body }: GatewayRequest): void {
  if (!isObject(body) || model === '') reject('The request has no model, or is no JSON object.');
  const type = headers['content-type'] ?? '';
  if (!/^application\/json\b/.test(type)) reject(`The content type has to be application/json, not “${type}”.`);
  for (const name of new URL(path, 'http://gateway').searchParams.keys()) {
    if (/key|token|secret/i.test(name)) reject(`A key does not belong in the URL, but there is “${name}”.`);
  }
}

function modelAnswer(request: GatewayRequest, dialect: Dialect, { isTurnToFail }: PlanOptions): Plan {
  const { format, model, body } = request;
  const fault = FAULTS[model];
  switch (fault?.type) {
    case 'answer':
      return { type: 'bytes', answer: fault.answer };
    case 'refuse':
      if (!fault.once || isTurnToFail(`${format} ${model}`)) throw new Rejection(fault.failure());
      break;
    case 'reject': {
      const found = dialect.parameters[fault.parameter].find(path => valueAt(body, path) !== undefined);
      if (found !== undefined) reject(`Unsupported parameter: '${found}'.`, found, 'unsupported-parameter');
    }
  }
  const text = model === 'sample/echo' ? dialect.question(request) : sampleText(model);
  if (text === undefined) reject(`The model \`${model}\` does not exist.`, undefined, 'model-not-found');
  return planText(request, dialect, text, answerParts(model, text), fault);
}

function planText(
  request: GatewayRequest,
  dialect: Dialect,
  text: string,
  parts: Pick<Answer, 'parts' | 'finish'>,
  fault?: Fault,
): Plan {
  const inputTokens = Math.ceil(dialect.question(request).length / 4);
  return { type: 'answer', answer: { model: request.model, inputTokens, ...parts }, text, fault };
}

/** The recording of this name; a single one stands for every model that is not known, too. */
function recordingFor(model: string, recordings: readonly Recording[]): Recording | undefined {
  const named = recordings.find(({ name }) => model === `replay/${name}`);
  const isKnown = MODELS.includes(model) || FAULTS[model] !== undefined;
  return named ?? (recordings.length === 1 && !isKnown ? recordings[0] : undefined);
}
