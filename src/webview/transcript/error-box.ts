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
  checkConnection: () => void;
  selectModel: () => void;
  copy: () => void;
}

/** Says why an answer failed and what can be done now. */
export function errorBox(error: StreamError, actions: ErrorActions): HTMLElement {
  const box = element('div', 'error-box');
  box.role = 'alert';
  const text = element('div', 'error-text', element('p', 'error-message', error.message));
  if (error.requestId) text.append(element('p', 'error-detail', `Request ${error.requestId}`));
  box.append(element('div', 'error-line', icon('error'), text));

  const buttons = element('div', 'error-buttons');
  for (const [index, [label, act]] of remedies(error, actions).entries()) {
    buttons.append(textButton(label, index === 0 ? 'primary' : '', act));
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

/** What can be done, the likeliest to help first: where the key or the model is wrong, trying again alone does not. */
function remedies(error: StreamError, actions: ErrorActions): [label: string, act: () => void][] {
  const { continueFromHere, askWithout } = actions;
  const found: [string, () => void][] = [];
  if (continueFromHere) found.push(['Continue from Here', continueFromHere]);
  if (askWithout) found.push([`Ask Without ${parameterWords(error.parameter)}`, askWithout]);
  if (error.kind === 'auth') found.push(['Set API Key…', actions.setApiKey]);
  if (error.kind === 'not-found') found.push(['Select Model…', actions.selectModel]);
  found.push(['Try Again', actions.tryAgain]);
  if (error.kind === 'network') found.push(['Check Connection…', actions.checkConnection]);
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
