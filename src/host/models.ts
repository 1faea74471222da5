import * as vscode from 'vscode';
import type { ModelRef } from '../core/conversation/conversation.ts';
import { parseModelSetting } from '../core/providers/provider.ts';
import { findProvider } from './answers.ts';
import { readSettings, section } from './settings.ts';
import { vsCodeProvider } from './vscode-models.ts';

/** The model the next question goes to, as chosen in the settings; undefined when none is chosen. */
export function currentModel(): ModelRef | undefined {
  const { model } = readSettings();
  return model && modelRef(model.providerId, model.modelId);
}

/** What to tell a user who asks while there is no {@link currentModel}. */
export function noModelMessage(): string {
  const setting: unknown = vscode.workspace.getConfiguration(section).get('model');
  if (typeof setting !== 'string' || setting.trim() === '') {
    return 'Choose a model first: the offline demo needs no key.';
  }
  return `“${setting}” in the setting “runnel.model” is not “<provider id>/<model id>”. Choose a model, or correct the setting.`;
}

/** The model another extension or a keybinding asks for, as `"<provider id>/<model id>"`; undefined for the chosen one. */
export function modelFromArgument(value: string | undefined): ModelRef | undefined {
  const model = value === undefined ? undefined : parseModelSetting(value);
  return model && modelRef(model.providerId, model.modelId);
}

/** A model with its provider's label; a provider that cannot be used keeps its id for a label, and fails when asked. */
export function modelRef(providerId: string, modelId: string): ModelRef {
  if (providerId === vsCodeProvider.id) return { providerId, providerLabel: vsCodeProvider.label, modelId };
  let providerLabel = providerId;
  try {
    providerLabel = findProvider(providerId).label;
  } catch {
    // The answer will say what is wrong with it, in the transcript, where the question stays.
  }
  return { providerId, providerLabel, modelId };
}
