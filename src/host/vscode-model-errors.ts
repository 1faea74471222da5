import { type StreamError, StreamFailure } from '../core/delta.ts';
import { quoteProviderText } from '../core/wire/error-text.ts';
import { maskSecrets } from '../core/wire/mask-secrets.ts';

const chooseAnother = 'or choose another model with “Runnel: Select Model…”';

/**
 * What VS Code, or the extension that brings the model, threw, in the user's words.
 *
 * `LanguageModelError` is known by its code and not by its class: of an error that crossed processes only that is sure.
 *
 * @param modelName what VS Code calls the model
 */
export function vsCodeModelError(thrown: unknown, modelName: string): StreamError {
  if (StreamFailure.is(thrown)) return thrown.error;
  const code = errorCode(thrown);
  switch (code) {
    case 'NoPermissions':
      return {
        kind: 'auth',
        message: `VS Code does not let Runnel use “${modelName}”. Ask again and allow it when VS Code asks; if it no longer asks, run “Manage Language Model Access…” from the Accounts menu, ${chooseAnother}.`,
        retryable: false,
      };
    case 'Blocked':
      return {
        kind: 'quota',
        message: `VS Code blocks requests to “${modelName}” now: mostly because its limit is used up${words(thrown)}. Wait until it is free again, ${chooseAnother}.`,
        retryable: false,
      };
    case 'NotFound':
      return noSuchModelError(modelName);
    default:
      return {
        kind: 'server',
        message: `The model “${modelName}” of VS Code failed${words(thrown)}. Try again, ${chooseAnother}.`,
        retryable: true,
      };
  }
}

/** A model was chosen that VS Code does not have, or no longer. */
export function noSuchModelError(modelName: string): StreamError {
  return {
    kind: 'not-found',
    message: `VS Code has no model “${modelName}” now: the extension that brings it may be disabled or signed out. Enable it, ${chooseAnother}.`,
    retryable: false,
  };
}

/** VS Code has models, but none that anybody brought. */
export function noModelsError(): StreamError {
  return {
    kind: 'not-found',
    message: `VS Code has no models: sign in to GitHub Copilot or install an extension that provides some, ${chooseAnother}.`,
    retryable: false,
  };
}

/** An editor made from VS Code's source that left the models out. */
export function noModelAccessError(): StreamError {
  return {
    kind: 'not-found',
    message: 'This editor has no models for extensions. Choose another model with “Runnel: Select Model…”.',
    retryable: false,
  };
}

/** There are images with the question, and no way to send them. */
export function noImagesError(): StreamError {
  return {
    kind: 'invalid-request',
    message: `This version of VS Code cannot send images to its models. Update VS Code, ask without the image, ${chooseAnother}.`,
    retryable: false,
  };
}

function errorCode(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}

/** What was said of the failure; the innermost cause says most. */
function words(thrown: unknown): string {
  let text = '';
  // The bound is for an error that is its own cause.
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth++) {
    if (error.message !== '') text = error.message;
  }
  return quoteProviderText(maskSecrets(text));
}
