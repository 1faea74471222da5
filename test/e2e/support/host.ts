import { readFile, rm } from 'node:fs/promises';
import { until } from './until.ts';

/** VS Code's extension API, as a function sent to the extension host gets it. */
export type VsCode = typeof import('vscode');

/**
 * The extension host of a window, seen through the extension `host-bridge`: what a test cannot see on the screen, and
 * steps that are not what it is about.
 */
export class Host {
  readonly #portFile: string;

  /** `portFile` is where the extension says on which port it listens. */
  constructor(portFile: string) {
    this.#portFile = portFile;
  }

  /**
   * Runs a function in the extension host. It sees only its own parameters, and these and its result cross as JSON.
   *
   * @throws Error with what the function threw.
   */
  async run<Result, Argument = undefined>(
    action: (vscode: VsCode, argument: Argument) => Result | PromiseLike<Result>,
    ...[argument]: Argument extends undefined ? [] : [Argument]
  ): Promise<Result> {
    const response = await fetch(`http://127.0.0.1:${await this.#port()}/`, {
      method: 'POST',
      body: JSON.stringify({ source: action.toString(), argument }),
    });
    const answer = (await response.json()) as { result: Result; error?: string };
    if (answer.error !== undefined) throw new Error(`In the extension host: ${answer.error}`);
    return answer.result;
  }

  /** Resolves when the extension host runs. */
  async ready(): Promise<void> {
    await this.#port();
  }

  /** To be called before the extension host is restarted: from then on only the new one counts. */
  async forget(): Promise<void> {
    await rm(this.#portFile, { force: true });
  }

  #port(): Promise<number> {
    return until('the extension host', async () => Number(await readFile(this.#portFile, 'utf8')));
  }
}
