import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import { sampleSettings } from '../../scripts/sample-settings.ts';
import { type Gateway, startGateway } from '../support/gateway/gateway.ts';
import { askedMessages, tokensUntil } from './support/asked-messages.ts';
import { until } from './support/until.ts';
import { Workbench } from './support/workbench.ts';

const lists = `const odd = [
\t
];
const even = [
\t
];
`;
const sum = `export function sum(values: number[]): number {
\tlet total = 1;
\tfor (const value of values) total += value;
\treturn total;
}
`;
const oneBlock = 'Answer with one code block and nothing else:';

/** Events of the chat completions API with these pieces of text. */
function events(...pieces: readonly string[]): string[] {
  return pieces.map(content => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`);
}

describe('Answers go into documents', () => {
  let gateway: Gateway;
  let workbench: Workbench;

  before(async () => {
    gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: 1000 } });
    workbench = await Workbench.open({
      files: {
        'src/lists.ts': lists,
        'src/fixed.ts': sum,
        'src/tested.ts': sum,
        'src/placed.ts': sum,
        'src/explained.ts': sum,
        'notes.txt': 'Numbers:\n',
      },
      settings: {
        ...sampleSettings(gateway.baseUrl),
        'editor.insertSpaces': false,
        'editor.detectIndentation': false,
        // So that the screen of a terminal can be read.
        'terminal.integrated.gpuAcceleration': 'off',
      },
    });
  });
  after(async () => {
    await workbench?.close();
    await gateway?.close();
  });
  beforeEach(() => gateway.resume());

  async function press(...keys: string[]): Promise<void> {
    for (const key of keys) await workbench.page.keyboard.press(key);
  }

  async function textIs(expected: string): Promise<void> {
    let text: string | undefined;
    try {
      await until('the text', async () => {
        text = await workbench.editor.text();
        return text === expected;
      });
    } catch {
      assert.equal(text, expected);
    }
  }

  /** Scripts the answer, does what asks for it, and gives what was asked. */
  async function messagesOf(text: string, ask: () => Promise<void>): Promise<string[]> {
    gateway.script({ text });
    const asked = gateway.nextRequest();
    await ask();
    return askedMessages(await asked);
  }

  it('at each cursor, while the user types elsewhere; one Undo takes it away, and one Redo brings it back', async () => {
    const { editor } = workbench;
    await editor.open('src/lists.ts');
    await editor.putCursors([2, 2], [5, 2]);
    gateway.hold();
    gateway.script({ text: 'Here:\n```ts\n1,\n2,\n3,\n```\nThese are three.' });
    const asked = gateway.nextRequest();
    await press('Control+k', 'g');
    await workbench.quickInput().locator('input.input').fill('numbers');
    await press('Enter');
    const request = await asked;
    const marked = lists.replaceAll('\t', '\t⟦cursor⟧').trimEnd();
    assert.deepEqual(askedMessages(request), [
      `From src/lists.ts, lines 1 to 6:\n\`\`\`typescript\n${marked}\n\`\`\`\n\nnumbers\n\n${oneBlock} the text to put in place of each ⟦cursor⟧, the same at all of them.`,
    ]);
    gateway.release(tokensUntil(request, '2,\n'));
    await until('two numbers', async () => (await editor.text())?.includes('2,'));
    await until('marks at all that is written', async () => (await editor.linesWithBar()) >= 4);
    await press('Control+End');
    await editor.type('// mine');
    await until('what was typed', async () => (await editor.text())?.endsWith('// mine'));
    gateway.resume();
    const numbers = lists.replaceAll('\t', '\t1,\n\t2,\n\t3,');
    await textIs(`${numbers}// mine`);
    // It is still below what was typed, and nothing tells of when it is not: in the status bar TypeScript may be first.
    await editor.settled();
    await textIs(`${numbers}// mine`);
    assert.equal(await editor.linesWithBar(), 0);
    await press('Control+z');
    await textIs(`${lists}// mine`);
    await press('Control+y');
    await textIs(`${numbers}// mine`);
  });

  it('as a diff, by the context menu: accepted by its icon, or rejected', async () => {
    const { editor, page } = workbench;
    await editor.open('src/fixed.ts');
    await editor.selectLines(2, 2);
    const answer = 'Begin with nothing:\n```ts\n\tlet total = 0;\n```\n';
    const icon = (name: string) => page.locator(`.editor-actions .action-label[aria-label^="${name}"]`);
    const isProposed = () =>
      page.locator('.modified-in-monaco-diff-editor .view-line', { hasText: 'total = 0' }).first().waitFor();
    const messages = await messagesOf(answer, () => chooseInContextMenu('Fix'));
    assert.deepEqual(messages, [
      `From src/fixed.ts, line 2:\n\`\`\`typescript\n\tlet total = 1;\n\`\`\`\n\nFix what is wrong here, and change nothing else.\n\n${oneBlock} the whole text to put in place of what is selected, with the same indentation. Repeat what stays as it is; leave nothing out.`,
    ]);
    await isProposed();
    await icon('Reject Changes').click();
    await until('the document again', async () => (await editor.text()) === sum);

    await editor.selectLines(2, 2);
    await messagesOf(answer, () => chooseInContextMenu('Fix'));
    await isProposed();
    await icon('Accept Changes').click();
    const fixed = sum.replace('= 1', '= 0');
    await textIs(fixed);
    await press('Control+z');
    await textIs(sum);
  });

  async function chooseInContextMenu(label: string): Promise<void> {
    const { page } = workbench;
    await page.locator('.monaco-editor .view-line', { hasText: 'let total' }).first().click({ button: 'right' });
    const item = (name: string) => page.getByRole('menuitem', { name, exact: true });
    await item('Runnel').waitFor();
    await until('the menu to take the click, which it does not as it opens', async () => {
      const isOpen = await item('Runnel').isVisible();
      if (isOpen) {
        await item('Runnel').hover({ timeout: 1000 });
        await item(label).click({ timeout: 1000 });
      }
      return !isOpen;
    });
  }

  it('by a template that is typed and picked with the keyboard alone: a new file, or another place', async () => {
    const { editor } = workbench;
    await editor.open('src/tested.ts');
    await editor.selectLines(1, 5);
    const rows = workbench.quickInput().locator('.monaco-list-row');
    const openList = async () => {
      await press('Control+k', 'a');
      await rows.filter({ hasText: 'Simplify' }).waitFor();
    };
    const question = `From src/tested.ts, lines 1 to 5:\n\`\`\`typescript\n${sum.trimEnd()}\n\`\`\`\n\n`;
    const tests = "import { sum } from './tested.ts';\n\nsum([]);";
    const testsAsked = await messagesOf(`\`\`\`ts src/tested.test.ts\n${tests}\n\`\`\`\n`, async () => {
      await openList();
      await editor.type('write t');
      await rows.filter({ hasText: 'in a new file' }).first().waitFor();
      await press('Enter');
    });
    assert.deepEqual(testsAsked, [
      `${question}Write tests for this, edge cases included, in the project’s test framework.\n\n${oneBlock} a complete file. Put its name behind the language, such as \`\`\`ts src/name.ts. Put words that are no code into comments.`,
    ]);
    await workbench.page.locator('.tab.active', { hasText: 'tested.test.ts' }).waitFor();
    await textIs(tests);
    assert.equal(await editor.textOf('src/tested.ts'), sum);

    await editor.open('src/tested.ts');
    await editor.selectLines(1, 5);
    const placedAsked = await messagesOf('```ts\nsum([1]);\n```', async () => {
      await openList();
      await editor.type('simp');
      await rows.filter({ hasText: 'at the cursor' }).first().waitFor();
      // Its own place, the panel, the cursor.
      await press('ArrowDown', 'ArrowDown');
      await workbench.quickInput().locator('.monaco-list-row.focused', { hasText: 'at the cursor' }).waitFor();
      await press('Enter');
    });
    assert.deepEqual(placedAsked, [
      `${question}Simplify this without changing what it does.\n\n${oneBlock} the text to put right behind what is selected. Put words that are no code into comments.`,
    ]);
    await textIs(`${sum}sum([1]);\n`);
    await press('Control+z');
    await textIs(sum);
  });

  it('at the place where it broke off, by Continue, as a step of its own', async () => {
    const { editor, page } = workbench;
    await editor.open('notes.txt');
    await editor.putCursor(2, 1);
    gateway.script({ segments: events('```text\none\ntw'), end: 'cut' });
    const asked = gateway.nextRequest();
    await press('Control+k', 'g');
    await workbench.quickInput().locator('input.input').fill('numbers');
    await press('Enter');
    const [question] = askedMessages(await asked);
    const hint = workbench.notifications().filter({ hasText: 'The answer broke off' });
    await hint.waitFor();
    await textIs('Numbers:\none\ntw');
    await page.locator('.view-line', { hasText: 'tw' }).first().waitFor();
    const messages = await messagesOf('o\nthree\n```\n', () => hint.getByRole('button', { name: 'Continue' }).click());
    assert.deepEqual(messages, [
      question,
      '```text\none\ntw',
      'Continue exactly where your last answer broke off. Do not repeat what is already there.',
    ]);
    await textIs('Numbers:\none\ntwo\nthree');
    await editor.focus();
    await press('Control+z');
    await textIs('Numbers:\none\ntw');
    await press('Control+z');
    await textIs('Numbers:\n');
  });

  it('in the panel, asked by the light bulb; a command into the terminal, where only Enter runs it', async () => {
    const { editor, page } = workbench;
    await workbench.host.run(vscode => vscode.commands.executeCommand('runnel.newChat'));
    // It is given the focus, and not at once: what opens in the editor meanwhile would close again.
    const panel = await workbench.panel();
    await until('the focus in the chat', () => page.evaluate(() => document.activeElement?.tagName === 'IFRAME'));
    await until('the focus in the composer', () => panel.composer.evaluate(field => field === document.activeElement));
    await editor.open('src/explained.ts');
    await editor.selectLines(3, 4);
    await editor.focus();
    const messages = await messagesOf('Make a note of it:\n\n```sh\ntouch made-by-hand\n```\n', () =>
      workbench.chooseInLightBulb('Explain with Runnel'),
    );
    assert.deepEqual(messages, [
      'From src/explained.ts, lines 3 to 4:\n```typescript\n\tfor (const value of values) total += value;\n\treturn total;\n```\n\nExplain what this does, step by step, and what is surprising about it.',
    ]);
    const answer = await panel.answerIn('finished');
    await answer.locator('.code-header').getByRole('button', { name: 'Insert into Terminal' }).click();
    const screen = page.locator('.terminal.xterm .xterm-rows');
    await screen.filter({ hasText: 'touch made-by-hand' }).waitFor();
    const file = join(workbench.folder, 'made-by-hand');
    await assert.rejects(access(file));
    // What was typed before ran first, had it been run.
    await until('the focus in the terminal', () =>
      page.evaluate(() => document.activeElement?.closest('.terminal') !== null),
    );
    await page.keyboard.type('-2');
    await screen.filter({ hasText: 'made-by-hand-2' }).waitFor();
    assert.equal((await screen.innerText()).split('made-by-hand').length - 1, 1, 'it stands at the prompt only');
    await press('Enter');
    await until('the file', () => access(`${file}-2`).then(() => true));
    await assert.rejects(access(file));
  });

  // The last one: whether there was a request is not known, so none is taken from the gateway.
  it('nowhere, where Esc comes right behind the Enter that asks for it', async () => {
    const { editor, page } = workbench;
    await editor.open('src/lists.ts');
    const before = await editor.text();
    gateway.hold();
    const first = gateway.requests.length;
    await press('Control+k', 'g');
    await workbench.quickInput().locator('input.input').fill('numbers');
    await press('Enter', 'Escape');
    // An answer of the window comes behind both keys.
    await workbench.host.run(vscode => vscode.commands.executeCommand('setContext', 'runnel.test', true));
    await page.locator('.statusbar-item', { hasText: 'Runnel: writing' }).waitFor({ state: 'hidden' });
    // It may have been stopped before there was a request.
    for (const request of gateway.requests.slice(first)) assert.equal((await request.closed).by, 'client');
    await until('no word of waiting', async () => !(await editor.saysWaiting()));
    assert.equal(await editor.text(), before);
  });
});
