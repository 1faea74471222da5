import type { AskTarget } from '../../core/insertion/insertion-target.ts';
import { type PromptTemplate, promptTemplates } from './prompt-templates.ts';

/** What one row of the list asks, and where the answer goes. */
export interface AskRow {
  prompt: string;
  target: AskTarget;
  /** The template it asks; absent for what is typed. */
  template?: PromptTemplate;
  /** Its name is being typed. */
  isNamed?: boolean;
}

/**
 * The rows for what is typed, the first of which is what Enter takes. It follows from the text alone, so that an Enter that
 * is quicker than the list takes the same.
 *
 * @param text what is typed, without blanks around it
 * @param targets where answers can go, the usual one first
 */
export function askRows(text: string, targets: readonly AskTarget[]): AskRow[] {
  const templates = Object.values(promptTemplates);
  if (text === '')
    return templates.map(template => templateRows(template, targets)[0]).filter(row => row !== undefined);
  const named = templates.filter(({ label }) => beginsAWord(text, label));
  const typed = targets.map((target): AskRow => ({ prompt: text, target }));
  const namedRows = named.flatMap(template => templateRows(template, targets));
  return [...namedRows.map(row => ({ ...row, isNamed: true })), ...typed];
}

/** A template with each target, its own first. */
function templateRows(template: PromptTemplate, targets: readonly AskTarget[]): AskRow[] {
  const others = targets.filter(target => target !== template.target);
  const ordered = others.length < targets.length ? [template.target, ...others] : others;
  return ordered.map(target => ({ prompt: template.prompt, target, template }));
}

/** Whether someone who types this may be on the way to the label: "exp", "write t" and "tests". */
function beginsAWord(text: string, label: string): boolean {
  return ` ${label.toLowerCase()}`.includes(` ${text.toLowerCase()}`);
}
