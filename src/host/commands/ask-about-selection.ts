import type { ChatPanels } from '../panel/chat-panels.ts';
import type { Services } from '../services.ts';
import { askAbout } from './ask-about.ts';
import { lightbulbPlace } from './lightbulb-place.ts';
import { readCommandArgument } from './read-command-argument.ts';
import { selectedText, textAt } from './selected-text.ts';

/**
 * `Runnel: Ask About Selection…`: asks a question about what is selected. The answer streams into the chat, or to where the
 * user wants it.
 */
export async function askAboutSelection(services: Services, panels: ChatPanels, argument: unknown): Promise<void> {
  const options = readCommandArgument(argument);
  if (!options) return;
  const place = await lightbulbPlace(argument);
  const selected = place ? await textAt(place.editor, place.range) : await selectedText(services.insertions);
  if (selected) await askAbout(services, panels, selected, options);
}
