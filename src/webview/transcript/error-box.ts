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
  if (actions.continueFromHere) buttons.append(textButton('Continue from Here', 'primary', actions.continueFromHere));
  const { askWithout } = actions;
  if (askWithout) buttons.append(textButton(`Ask Without ${parameterWords(error.parameter)}`, 'primary', askWithout));
  buttons.append(textButton('Try Again', actions.continueFromHere || askWithout ? '' : 'primary', actions.tryAgain));
  if (error.kind === 'auth') buttons.append(textButton('Set API Key…', '', actions.setApiKey));
  if (error.kind === 'not-found') buttons.append(textButton('Select Model…', '', actions.selectModel));
  if (error.kind === 'network') buttons.append(textButton('Check Connection…', '', actions.checkConnection));
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
