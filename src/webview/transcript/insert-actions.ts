import { type InsertionTarget, insertionTargets, isInsertionTarget } from '../../core/insertion/insertion-target.ts';
import type { FromView } from '../../protocol/messages.ts';
import { element, iconButton } from '../dom.ts';
import type { MenuItem } from '../menu/menu.ts';
import { menuButton } from '../menu/menu-button.ts';
import type { TranscriptContext } from './transcript-context.ts';

/** How an action is called, and how if it takes only what is selected. */
interface Words {
  label: string;
  icon: string;
  ofSelected: string;
  /** What it takes below an answer, where that is not what it takes at a code block. */
  ofAnswer?: string;
}

const words: Record<InsertionTarget, Words> = {
  cursor: {
    label: 'Insert at Cursor',
    icon: 'insert',
    ofSelected: 'Insert Selected Part at Cursor',
    ofAnswer: 'Insert the Whole Answer, as Text, at Cursor',
  },
  replace: {
    label: 'Replace Selection',
    icon: 'replace',
    ofSelected: 'Replace the Editor’s Selection with Selected Part',
  },
  newFile: { label: 'New File', icon: 'new-file', ofSelected: 'New File with Selected Part' },
  diff: { label: 'Show Diff', icon: 'diff', ofSelected: 'Show Diff with Selected Part' },
  terminal: { label: 'Insert into Terminal', icon: 'terminal', ofSelected: 'Insert Selected Part into Terminal' },
};

/** Of an answer, or a code block, in which something is selected. */
const selectionClass = 'has-selection';

/** The rows of actions of an answer, and of a code block. */
const rows = ':is(.answer-footer, .code-header) > :is(.actions, .code-actions)';

/** What is put to a place: an answer, or a code block of it. */
export interface InsertSource {
  /** What holds it on the page: only what is selected in there is taken, if anything is. */
  scope(): HTMLElement | null;
  /** What names it to the host; undefined while there is nothing. */
  piece(): Pick<Extract<FromView, { type: 'insert' }>, 'answerId' | 'offset'> | undefined;
}

/** The actions that put an answer, a code block, or what is selected in it, to a place. */
export class InsertActions {
  readonly #source: InsertSource;
  readonly #context: TranscriptContext;
  readonly #buttons = new Map<InsertionTarget, HTMLButtonElement>();

  constructor(source: InsertSource, context: TranscriptContext) {
    this.#source = source;
    this.#context = context;
  }

  /**
   * A button for one place; of the one for the cursor a word says so while it takes only what is selected.
   *
   * @param isOfAnswer whether it stands below an answer, and takes all of it.
   */
  button(target: InsertionTarget, isOfAnswer = false): HTMLButtonElement {
    const { label, icon, ofAnswer = label } = words[target];
    const button = iconButton(icon, label, () => this.#insert(target));
    if (isOfAnswer) button.title = ofAnswer;
    button.classList.add('insert-action');
    button.dataset['target'] = target;
    if (target === 'cursor') button.append(element('span', 'insert-what', 'Selection'));
    // A press elsewhere ends a selection.
    button.addEventListener('mousedown', event => {
      if (this.#isOfSelected) event.preventDefault();
    });
    this.#buttons.set(target, button);
    return button;
  }

  /** A button with a menu of the places that have no button on the screen now, and then of these others. */
  moreButton(others: () => MenuItem[] = () => []): HTMLButtonElement {
    return menuButton('ellipsis', 'More Actions…', () => {
      const targets = insertionTargets.filter(target => !this.#buttons.get(target)?.checkVisibility());
      const items = [...targets.map(target => this.#item(target)), ...others()];
      return this.#isOfSelected ? { items, note: 'With what is selected here:' } : { items };
    });
  }

  #item(target: InsertionTarget): MenuItem {
    const { label, icon, ofSelected } = words[target];
    return { label, icon, ...(this.#isOfSelected && { description: ofSelected }), run: () => this.#insert(target) };
  }

  /** Whether only what is selected would be taken. */
  get #isOfSelected(): boolean {
    return this.#source.scope()?.classList.contains(selectionClass) ?? false;
  }

  #insert(target: InsertionTarget): void {
    const piece = this.#source.piece();
    if (!piece) return;
    const scope = this.#source.scope();
    const part = scope ? this.#context.selectedPart(scope) : undefined;
    this.#context.post({ type: 'insert', target, ...piece, ...part });
  }
}

/** Makes the actions of an answer, or of a code block, show whether they take only what is selected. */
export function showsSelectedPart(scope: HTMLElement, isSelected: boolean): void {
  scope.classList.toggle(selectionClass, isSelected);
  for (const button of scope.querySelectorAll<HTMLElement>(`:scope > ${rows} > .insert-action`)) {
    const target = button.dataset['target'];
    if (!isInsertionTarget(target)) continue;
    const { label, ofSelected, ofAnswer = label } = words[target];
    const usual = button.closest('.answer-footer') ? ofAnswer : label;
    button.title = isSelected ? ofSelected : usual;
    button.ariaDescription = isSelected ? ofSelected : null;
  }
}
