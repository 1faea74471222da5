import type { Frame, Locator } from 'playwright';
import { patience } from './until.ts';

/** Runnel's panel as a person and assistive technology see it: by roles and accessible names. */
export class ChatPanel {
  readonly frame: Frame;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  get composer(): Locator {
    return this.frame.getByRole('textbox', { name: 'Message', exact: true });
  }

  get transcript(): Locator {
    return this.frame.getByRole('log');
  }

  get answers(): Locator {
    return this.transcript.locator('article[data-role="assistant"], [role="article"][data-role="assistant"]');
  }

  get questions(): Locator {
    return this.transcript.locator('article[data-role="user"], [role="article"][data-role="user"]');
  }

  /** A button of the panel by its accessible name; the last one, as that of the newest message. */
  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true }).last();
  }

  /** Types a question and sends it with Enter. */
  async ask(question: string): Promise<void> {
    await this.composer.click();
    await this.composer.fill(question);
    await this.composer.press('Enter');
  }

  /** Waits until the newest answer is in this state, such as `streaming` or `finished`, and gives it. */
  async answerIn(state: string): Promise<Locator> {
    const answer = this.answers.last().and(this.frame.locator(`[data-state="${state}"]`));
    await answer.waitFor({ timeout: patience });
    return answer;
  }
}
