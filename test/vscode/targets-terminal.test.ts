import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { useAsker } from './support/asked.ts';
import { until } from './support/editing.ts';
import { withMessages } from './support/messages.ts';
import { withPick } from './support/picks.ts';

/** A terminal that keeps what is typed into it. */
class Typewriter implements vscode.Pseudoterminal {
  readonly #wrote = new vscode.EventEmitter<string>();
  readonly #typed = new vscode.EventEmitter<void>();
  readonly onDidWrite = this.#wrote.event;
  readonly onTyped = this.#typed.event;
  typed = '';

  open(): void {}

  close(): void {}

  handleInput(data: string): void {
    this.typed += data;
    this.#typed.fire();
  }
}

describe('An answer into the terminal', () => {
  const setUp = useAsker();
  let terminal: vscode.Terminal;
  let typewriter: Typewriter;

  beforeEach(async () => {
    typewriter = new Typewriter();
    terminal = vscode.window.createTerminal({ name: 'typewriter', pty: typewriter });
    terminal.show();
    await until(vscode.window.onDidChangeActiveTerminal, () => vscode.window.activeTerminal === terminal);
  });
  afterEach(async () => {
    const closed = until(vscode.window.onDidCloseTerminal, () => terminal.exitStatus !== undefined);
    terminal.dispose();
    await closed;
  });

  const typed = (text: string) => until(typewriter.onTyped, () => typewriter.typed === text);

  it('is put at the prompt, and never run', async () => {
    const asked = await setUp.asker.answered('Run this:\n\n```sh\n$ npm test\n```\n');
    await setUp.services.insertions.insertAnswer(asked, 'terminal');
    await typed('npm test');
  });

  it('waits for the end of the block', async () => {
    const { request: _, ...asked } = await setUp.asker.answering('```sh\nrm -r out/\n```\n', 'rm -r');
    const done = setUp.services.insertions.insertAnswer({ ...asked, offset: 0 }, 'terminal');
    assert.equal(typewriter.typed, '');
    setUp.gateway.resume();
    await done;
    await typed('rm -r out/');
  });

  it('reads no further once the user does not want to wait', async () => {
    const { request: _, ...asked } = await setUp.asker.answering('```sh\nrm -r out/\nls\n```\n', 'rm -r');
    const { session } = asked;
    const onEvent = session.onEvent.bind(session);
    const hasMore = () => new Promise<void>(resolve => onEvent(({ type }) => type === 'answer-delta' && resolve()));
    let reading = 0;
    const begun = Promise.withResolvers<void>();
    session.onEvent = listener => {
      reading++;
      begun.resolve();
      const unsubscribe = onEvent(listener);
      return () => {
        reading--;
        unsubscribe();
      };
    };
    const cancel = new vscode.CancellationTokenSource();
    const { withProgress } = vscode.window;
    const showProgress: typeof withProgress = (_options, task) => task({ report: () => undefined }, cancel.token);
    Object.defineProperty(vscode.window, 'withProgress', { configurable: true, value: showProgress });
    try {
      const done = setUp.services.insertions.insertAnswer({ ...asked, offset: 0 }, 'terminal');
      await begun.promise;
      cancel.cancel();
      await done;
      const more = hasMore();
      setUp.gateway.release(1);
      await more;
      // All that was waiting for that piece has had its turn.
      await new Promise(setImmediate);
      assert(session.running);
      assert.equal(reading, 0);
    } finally {
      Object.defineProperty(vscode.window, 'withProgress', { configurable: true, value: withProgress });
    }
    assert.equal(typewriter.typed, '');
  });

  it('lets the user choose one of several commands', async () => {
    const asked = await setUp.asker.answered('```sh\nnpm install\nnpm test\n```');
    const rows = await withPick('npm test', () => setUp.services.insertions.insertAnswer(asked, 'terminal'));
    assert.deepEqual(rows, ['npm install', 'npm test', '$(copy) Copy All']);
    await typed('npm test');
  });

  it('refuses what needs several lines, and offers to copy it', async () => {
    const text = 'cat <<END\nrm -rf /\nEND';
    const asked = await setUp.asker.answered(`\`\`\`sh\n${text}\n\`\`\``);
    await withMessages(
      async shown => {
        await setUp.services.insertions.insertAnswer(asked, 'terminal');
        assert.match(shown[0]?.text ?? '', /several lines/);
      },
      () => 'Copy',
    );
    assert.equal(await vscode.env.clipboard.readText(), text);
    assert.equal(typewriter.typed, '');
  });

  it('says what is wrong with one line that is no whole command', async () => {
    const asked = await setUp.asker.answered('```sh\nreturn Math.min(\n```');
    await withMessages(async shown => {
      await setUp.services.insertions.insertAnswer(asked, 'terminal');
      assert.match(shown[0]?.text ?? '', /not a whole command: a bracket or a quote is still open/);
    });
    assert.equal(typewriter.typed, '');
  });

  it('takes no key but those of the text', async () => {
    const asked = await setUp.asker.answered('```sh\nls\u001b[201~\u0003 -l\u202e\r\u0007\n```');
    await setUp.services.insertions.insertAnswer(asked, 'terminal');
    await until(typewriter.onTyped, () => typewriter.typed !== '');
    assert.doesNotMatch(typewriter.typed, /[\p{Cc}\u202e]/u);
  });
});
