import * as vscode from 'vscode';
import { StreamFailure } from '../core/delta.ts';
import type { ModelInfo } from '../core/providers/model-info.ts';
import { isUsableId, modelLine } from '../core/providers/model-text.ts';
import { Alarm } from '../core/transport/alarm.ts';
import type { Clock } from '../core/transport/clock.ts';
import { STALLED_AFTER_MS } from '../core/transport/exchange.ts';
import { Mailbox } from '../core/transport/mailbox.ts';
import type { StreamStep } from '../core/transport/stream-step.ts';
import type { RequestMessage } from '../core/wire/wire-format.ts';
import { noModelAccessError, noModelsError, noSuchModelError, vsCodeModelError } from './vscode-model-errors.ts';
import { toDelta, toVsCodeMessages } from './vscode-model-parts.ts';

/**
 * The models other extensions bring to VS Code, as a provider that is always there and needs no setting: GitHub Copilot's
 * for those who have it. They are asked by function call, so that there is no request, key or wire format.
 */
export const vsCodeProvider = { id: 'vscode', label: 'VS Code' } as const;

/** What VS Code shows where it asks the user whether Runnel may use a model. */
const justification = 'Runnel sends your question, what you attached and the chat so far to this model when you ask.';

/**
 * The models VS Code has, by `<vendor>/<id>`, as the setting `runnel.model` names them after `vscode/`. Empty where it has
 * none, or is a fork without models.
 */
export async function listVsCodeModels(): Promise<ModelInfo[]> {
  const models = (await languageModels()?.selectChatModels()) ?? [];
  // What any extension may say is made fit for a list as what a server says is.
  return models.flatMap(model => {
    const id = `${model.vendor}/${model.id}`;
    if (!isUsableId(id)) return [];
    const label = modelLine(model.name, 120);
    const description = modelLine([model.vendor, model.family].filter(text => text !== '').join(', '), 400);
    const contextTokens = model.maxInputTokens > 0 ? model.maxInputTokens : undefined;
    return {
      id,
      ...(label !== undefined && { label }),
      ...(description !== undefined && { description }),
      ...(contextTokens !== undefined && { contextTokens }),
    };
  });
}

export interface VsCodeModelRequest {
  /** As {@link listVsCodeModels} names it. */
  modelId: string;
  messages: readonly RequestMessage[];
  /** Aborting it cancels the request and ends the generator at once. */
  signal: AbortSignal;
  clock: Clock;
}

/**
 * Asks one of VS Code's models and streams its answer.
 *
 * The first request lets VS Code ask the user for consent, so this must be in response to a user's action. Runnel's clocks
 * do not run: VS Code cannot tell a question to the user from a slow model, and the extension that brings the model has
 * its own. A long silence after text is shown, and Stop works at any time. Nothing is sent again by itself.
 *
 * @throws StreamFailure while iterating, for whatever VS Code or the model's extension refuses
 */
export async function* askVsCodeModel(request: VsCodeModelRequest): AsyncGenerator<StreamStep, void, void> {
  const { modelId, messages, signal, clock } = request;
  if (signal.aborted) return;
  yield { type: 'state', state: 'connecting' };
  const cancellation = new vscode.CancellationTokenSource();
  const happenings = new Mailbox<Happening>();
  const alarm = new Alarm(clock, () => happenings.put({ type: 'alarm' }));
  const stop = () => {
    cancellation.cancel();
    happenings.put({ type: 'stop' });
  };
  signal.addEventListener('abort', stop);
  let modelName = modelId;
  let hasLeft = false;
  try {
    const model = await findModel(modelId);
    if (signal.aborted) return;
    modelName = model.name;
    const answer = model.sendRequest(toVsCodeMessages(messages), { justification }, cancellation.token);
    void forward(answer, happenings, () => hasLeft);
    let silentSince: number | undefined;
    let stalled = false;
    while (!signal.aborted) {
      const happening = await happenings.take();
      switch (happening.type) {
        case 'stop':
          return;
        case 'failure':
          throw happening.cause;
        case 'started':
          yield { type: 'response-start', model: modelName };
          yield { type: 'state', state: 'waiting' };
          break;
        case 'part': {
          const delta = toDelta(happening.part);
          silentSince = clock.now();
          stalled = false;
          alarm.set(silentSince + STALLED_AFTER_MS);
          if (delta) yield delta;
          break;
        }
        case 'alarm':
          if (stalled || silentSince === undefined) break;
          stalled = clock.now() - silentSince >= STALLED_AFTER_MS;
          if (stalled) yield { type: 'state', state: 'stalled' };
          else alarm.set(silentSince + STALLED_AFTER_MS);
          break;
        case 'end':
          // VS Code does not say why a model stopped.
          yield { type: 'finish', reason: 'stop' };
          return;
      }
    }
  } catch (thrown) {
    if (signal.aborted) return;
    throw StreamFailure.is(thrown) ? thrown : new StreamFailure(vsCodeModelError(thrown, modelName), { cause: thrown });
  } finally {
    signal.removeEventListener('abort', stop);
    alarm.clear();
    hasLeft = true;
    // Also when the reader leaves early: VS Code then tells the extension that brings the model.
    cancellation.cancel();
    cancellation.dispose();
  }
}

type Happening =
  /** VS Code has taken the request. */
  | { type: 'started' }
  | { type: 'part'; part: unknown }
  | { type: 'end' }
  | { type: 'failure'; cause: unknown }
  | { type: 'alarm' }
  | { type: 'stop' };

/** Puts what comes of an answer into the mailbox until the reader has left: a model may go on though it was cancelled. */
async function forward(
  answer: Thenable<vscode.LanguageModelChatResponse>,
  happenings: Mailbox<Happening>,
  hasLeft: () => boolean,
): Promise<void> {
  try {
    const { stream } = await answer;
    happenings.put({ type: 'started' });
    for await (const part of stream) {
      if (hasLeft()) return;
      happenings.put({ type: 'part', part });
    }
    happenings.put({ type: 'end' });
  } catch (cause) {
    happenings.put({ type: 'failure', cause });
  }
}

/** Forks of VS Code may lack what its types promise. */
function languageModels(): Pick<typeof vscode.lm, 'selectChatModels'> | undefined {
  const api: Partial<Pick<typeof vscode, 'lm'>> = vscode;
  return typeof api.lm?.selectChatModels === 'function' ? api.lm : undefined;
}

async function findModel(modelId: string): Promise<vscode.LanguageModelChat> {
  const models = languageModels();
  if (!models) throw new StreamFailure(noModelAccessError());
  const slash = modelId.indexOf('/');
  const selector = slash > 0 ? { vendor: modelId.slice(0, slash), id: modelId.slice(slash + 1) } : { id: modelId };
  const [model] = await models.selectChatModels(selector);
  if (model) return model;
  const others = await models.selectChatModels();
  throw new StreamFailure(others.length > 0 ? noSuchModelError(modelId) : noModelsError());
}
