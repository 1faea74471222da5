import type { StreamError } from '../../core/delta.ts';
import { confirmOn, element, icon, textButton } from '../dom.ts';

/** What can be done about a failed answer. */
export interface ErrorActions {
  /** Absent when there is nothing to continue. */
  continueFromHere?: () => void;
  tryAgain: () => void;
  /** Absent unless the provider named a parameter that it rejects. */
  askWithout?: () => void;
  setApiKey: () => void;
  openSettings: () => void;
  newChat: () => void;
  checkConnection: () => void;
  selectModel: () => void;
  copy: () => void;
}

/**
 * Why an answer failed, and what the buttons below can do about it.
 *
 * @param canContinue whether one of them asks for the rest
 */
export function errorWords({ message, remedy }: StreamError, canContinue: boolean): string {
  if (remedy !== 'retry') return message;
  return `${message} ${canContinue ? 'Continue from here, or try again.' : 'Try again.'}`;
}

/** Says why an answer failed and what can be done now. */
export function errorBox(error: StreamError, actions: ErrorActions): HTMLElement {
  const box = element('div', 'error-box');
  box.role = 'alert';
  const text = element(
    'div',
    'error-text',
    element('p', 'error-message', errorWords(error, actions.continueFromHere !== undefined)),
  );
  if (error.requestId) text.append(element('p', 'error-detail', `Request ${error.requestId}`));
  box.append(element('div', 'error-line', icon('error'), text));

  const buttons = element('div', 'error-buttons');
  const found = remedies(error, actions);
  const first = found[0]?.mayHelp ? found[0] : undefined;
  for (const remedy of found) {
    const button = textButton(remedy.label, remedy === first ? 'primary' : '', remedy.act);
    if (remedy.title) button.title = remedy.title;
    buttons.append(button);
  }
  const copy = textButton('Copy', '', () => {
    actions.copy();
    confirmOn(copy);
  });
  copy.prepend(icon('copy'));
  copy.title = actions.continueFromHere ? 'Copy the answer so far' : 'Copy the message';
  buttons.append(copy);
  box.append(buttons);
  return box;
}

/** A button below the message. */
interface Remedy {
  label: string;
  act: () => void;
  title?: string;
  /** Whether it is what the message advises, or not against it. */
  mayHelp: boolean;
}

/** What can be done, the likeliest to help first: where settings, key or model are wrong, trying again alone does not. */
function remedies(error: StreamError, actions: ErrorActions): Remedy[] {
  const { kind, parameter } = error;
  const { continueFromHere, askWithout } = actions;
  const found: Remedy[] = [];
  const add = (label: string, act: () => void, mayHelp = true, title?: string) =>
    found.push({ label, act, mayHelp, ...(title && { title }) });
  const isTooLong = kind === 'context-length' || error.status === 413;
  const isLost = kind === 'not-found';
  // Nothing on the way has changed by itself since then.
  const isBlocked = kind === 'network' && !error.retryable;

  if (askWithout) {
    const title = 'Leaves it out for this model from now on (in the setting runnel.providers)';
    add(`Ask Without ${parameterWords(parameter)}`, askWithout, true, title);
  }
  if (isTooLong) add('New Chat', actions.newChat);
  if (error.remedy === 'settings') add('Open Settings', actions.openSettings);
  if (kind === 'auth') add('Set API Key…', actions.setApiKey);
  if (isLost || kind === 'quota') add('Select Model…', actions.selectModel, isLost);
  if (isLost && error.status !== undefined && error.remedy === undefined) add('Open Settings', actions.openSettings);
  if (isBlocked || (isLost && error.status !== undefined)) add('Check Connection…', actions.checkConnection);
  const isAsBefore = kind === 'quota' || kind === 'invalid-request' || isTooLong;
  if (continueFromHere) add('Continue from Here', continueFromHere, !isAsBefore);
  add('Try Again', actions.tryAgain, !isAsBefore);
  if (kind === 'network' && !isBlocked) add('Check Connection…', actions.checkConnection);
  return found;
}

/** What the user knows a parameter by. */
function parameterWords(parameter = ''): string {
  switch (parameter) {
    case 'temperature':
      return 'Temperature';
    case 'maxOutputTokens':
      return 'Output Limit';
    case 'reasoningEffort':
      return 'Reasoning Effort';
    case 'reasoningBudget':
      return 'Reasoning Budget';
    default:
      return `“${parameter}”`;
  }
}
