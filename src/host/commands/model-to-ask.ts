import * as vscode from 'vscode';
import type { ModelRef } from '../../core/conversation/conversation.ts';
import { currentModel, modelFromArgument, noModelMessage } from '../models.ts';

/**
 * The model that a command asks: the one it was told, else the chosen one. Where there is none the user chooses one now,
 * before anything is typed that could be lost; undefined if not.
 */
export async function modelToAsk(argument: string | undefined): Promise<ModelRef | undefined> {
  const model = modelFromArgument(argument) ?? currentModel();
  if (model) return model;
  void vscode.window.showWarningMessage(noModelMessage());
  await vscode.commands.executeCommand('runnel.selectModel');
  return currentModel();
}

/** A model in words. */
export function modelWords({ modelId, providerLabel }: ModelRef): string {
  return `${modelId} via ${providerLabel}`;
}
